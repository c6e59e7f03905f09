import * as z from "zod";
import type { EventType } from "../event.ts";
import type { Filter, Selection } from "../selection.ts";
import { instrumentReferenceSchema, textSchema } from "./event-data.ts";

/** A condition as data; conditions nest. */
export const filterSchema: z.ZodType<Filter> = z.union([
  z.strictObject({ field: textSchema, in: z.array(z.union([z.string(), z.number(), z.null()])) }),
  z.strictObject({
    field: textSchema,
    from: z.number().exactOptional(),
    below: z.number().exactOptional(),
  }),
  z.strictObject({
    get all() {
      return z.array(filterSchema);
    },
  }),
  z.strictObject({
    get any() {
      return z.array(filterSchema);
    },
  }),
  z.strictObject({
    get not() {
      return filterSchema;
    },
  }),
]);

/** What to count, as data. Types are open: plugins declare their own. */
export const selectionSchema = z
  .strictObject({
    types: z.array(textSchema as unknown as z.ZodType<EventType>).min(1),
    item: textSchema.exactOptional(),
    value: textSchema.exactOptional(),
    where: filterSchema.exactOptional(),
    instrument: instrumentReferenceSchema.exactOptional(),
    tally: z.enum(["scale", "category", "moment"]).exactOptional(),
  })
  .refine(({ item, value }) => item === undefined || value === undefined, {
    path: ["value"],
    message: "requires item or value, not both",
  }) satisfies z.ZodType<Selection>;
