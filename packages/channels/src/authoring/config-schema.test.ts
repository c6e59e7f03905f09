import { scaleSchema as coreScaleSchema } from "@cxkit/core/schema";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { scaleSchema } from "./config-schema.ts";

it("a scale is one here exactly where it is one for the events", () => {
  const number = fc.oneof(
    fc.integer({ min: -20, max: 20 }),
    fc.double({ min: -5, max: 5 }),
    fc.constant(0.1),
  );
  const scale = fc.record({ min: number, max: number, step: number });
  const given = fc.oneof(
    scale,
    scale.map(({ min, step }) => ({ min, max: min + 4 * step, step })),
    fc.constantFrom(null, {}, { min: 1, max: 5 }, { min: 1, max: 5, step: 1, unit: "stars" }),
  );
  fc.assert(
    fc.property(given, (value) => {
      const [here, there] = [scaleSchema, coreScaleSchema].map((schema) => schema.safeParse(value));
      expect(here?.success).toBe(there?.success);
      expect(here?.data).toEqual(there?.data);
    }),
    { numRuns: 2000 },
  );
});
