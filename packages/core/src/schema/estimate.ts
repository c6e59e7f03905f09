import * as z from "zod";
import type { Comparison, Estimate, Unit } from "../estimate.ts";

const units = [
  "points",
  "percent",
  "scale-point",
  "second",
  "count",
  "ratio",
  "probability",
  "none",
] as const;

/** The unit of a number; money names its ISO 4217 currency. */
export const unitSchema = z.union([
  z.enum(units),
  z.templateLiteral(["currency:", z.string().regex(/^[A-Z]{3}$/)]),
]) satisfies z.ZodType<Unit>;

const probability = z.number().min(0).max(1);

/** A number with its uncertainty: finite, its interval around its value, and no value without a base. */
export const estimateSchema = z
  .strictObject({
    value: z.number().nullable(),
    interval: z.strictObject({ low: z.number().nullable(), high: z.number().nullable() }).nullable(),
    standardError: z.number().min(0).nullable(),
    n: z.int().min(0),
    effectiveN: z.number().min(0),
    unit: unitSchema,
    confidenceLevel: z.number().gt(0).lt(1),
    method: z.string().min(1),
  })
  .refine(({ value, interval }) => value !== null || interval === null, {
    path: ["interval"],
    message: "requires a value",
  })
  .refine(
    ({ value, interval }) =>
      value === null || ((interval?.low ?? value) <= value && value <= (interval?.high ?? value)),
    { path: ["interval"], message: "requires low ≤ value ≤ high" },
  ) satisfies z.ZodType<Estimate>;

/** A difference, or a test, with its evidence. */
export const comparisonSchema = z.strictObject({
  difference: estimateSchema,
  test: z.string().min(1),
  alternative: z.enum(["two-sided", "greater", "less"]),
  statistic: z.number(),
  degreesOfFreedom: z.number().gt(0).exactOptional(),
  pValue: probability,
  adjusted: z.strictObject({ method: z.string().min(1), pValue: probability }).exactOptional(),
  effect: estimateSchema.exactOptional(),
  seed: z.number().exactOptional(),
}) satisfies z.ZodType<Comparison>;
