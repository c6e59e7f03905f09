import * as z from "zod";
import type { Scale } from "../instrument.ts";
import { missingReasons } from "../missing.ts";
import type { CategoryTally, MomentTally, PairTally, ScaleTally, SketchTally, Tally } from "../tally.ts";
import { instrumentReferenceSchema } from "./event-data.ts";
import { scaleSchema } from "./instrument.ts";

const count = z.int().min(0);
const optionalCount = count.exactOptional();
const sum = z.number().min(0);
type Reason = (typeof missingReasons)[number];

/** Item nonresponse by reason; absent reasons never occurred. */
export const missingCountsSchema = z.strictObject(
  Object.fromEntries(missingReasons.map((reason) => [reason, optionalCount])) as {
    readonly [reason in Reason]: typeof optionalCount;
  },
);

/** Counts per scale point, one for each point. */
export const scaleTallySchema = z
  .strictObject({
    kind: z.literal("scale"),
    scale: scaleSchema,
    counts: z.array(count),
    weights: z.strictObject({ sum: z.array(sum), sumOfSquares: z.array(sum) }).exactOptional(),
    instrument: instrumentReferenceSchema.exactOptional(),
    missing: missingCountsSchema,
  })
  .refine(
    ({ scale, counts, weights }) =>
      [counts, weights?.sum ?? counts, weights?.sumOfSquares ?? counts].every(
        (vector) => vector.length === points(scale),
      ),
    { path: ["counts"], message: "requires one number for each point of the scale" },
  ) satisfies z.ZodType<ScaleTally>;

/** Paired counts, one row and one column for each point. */
export const pairTallySchema = z
  .strictObject({
    kind: z.literal("pair"),
    scale: scaleSchema,
    counts: z.array(z.array(count)),
    beforeOnly: z.array(count),
    afterOnly: z.array(count),
  })
  .refine(
    ({ scale, counts, beforeOnly, afterOnly }) =>
      [counts, beforeOnly, afterOnly, ...counts].every((vector) => vector.length === points(scale)),
    { path: ["counts"], message: "requires one number for each pair of points" },
  ) satisfies z.ZodType<PairTally>;

/** Counts by category. */
export const categoryTallySchema = z.strictObject({
  kind: z.literal("category"),
  counts: z.record(z.string(), count),
  weights: z.record(z.string(), z.strictObject({ sum, sumOfSquares: sum })).exactOptional(),
  missing: missingCountsSchema,
}) satisfies z.ZodType<CategoryTally>;

/** Moments of a continuous quantity. */
export const momentTallySchema = z.strictObject({
  kind: z.literal("moment"),
  n: count,
  mean: z.number(),
  squares: sum,
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  missing: missingCountsSchema,
}) satisfies z.ZodType<MomentTally>;

const bins = z.array(z.tuple([z.int(), count]));

/** A quantile sketch. */
export const sketchTallySchema = z.strictObject({
  kind: z.literal("sketch"),
  accuracy: z.number().gt(0).lt(1),
  zeros: count,
  positive: bins,
  negative: bins,
  missing: missingCountsSchema,
}) satisfies z.ZodType<SketchTally>;

/** Any tally, told apart by `kind`. */
export const tallySchema = z.discriminatedUnion("kind", [
  scaleTallySchema,
  pairTallySchema,
  categoryTallySchema,
  momentTallySchema,
  sketchTallySchema,
]) satisfies z.ZodType<Tally>;

/** Size of a scale without its complaints: a scale that is none has been named already. */
function points({ min, max, step }: Scale): number {
  return Math.round((max - min) / step) + 1;
}
