import * as z from "zod";
import type { Journey } from "../journey.ts";
import { textSchema } from "./event-data.ts";
import { localizedTextSchema } from "./instrument.ts";

const texts = z.array(textSchema);
const touchpoint = z.strictObject({
  id: textSchema,
  title: localizedTextSchema,
  items: texts.exactOptional(),
  channels: texts.exactOptional(),
  aliases: texts.exactOptional(),
});
const stage = z.strictObject({
  id: textSchema,
  title: localizedTextSchema,
  touchpoints: z.array(touchpoint).refine(distinct, "requires touchpoints with ids of their own"),
  aliases: texts.exactOptional(),
});

/** A journey: at least one stage; stages, and touchpoints within a stage, have ids of their own. */
export const journeySchema = z.strictObject({
  id: textSchema,
  title: localizedTextSchema,
  stages: z.array(stage).min(1).refine(distinct, "requires stages with ids of their own"),
}) satisfies z.ZodType<Journey>;

function distinct(parts: readonly { readonly id: string }[]): boolean {
  return new Set(parts.map(({ id }) => id)).size === parts.length;
}
