import { describe, expect, expectTypeOf, it } from "vitest";
import type { MissingCounts } from "../missing.ts";
import type { Tally } from "../tally.ts";
import { emptyMomentTally, emptyScaleTally, scaleTallyOf } from "../tally.ts";
import type { ReadonlyOutput } from "../fixtures/readonly-output.ts";
import { missingCountsSchema, tallySchema } from "./tally.ts";

const tally = scaleTallyOf({ min: 1, max: 3, step: 1 }, [1, 2, 3], { skipped: 4 });

it("schemas and types are one, in both directions", () => {
  // From schema to type is checked where the schema is declared (`satisfies`); here, from type to schema.
  expectTypeOf<Tally>().toExtend<ReadonlyOutput<typeof tallySchema>>();
  expectTypeOf<MissingCounts>().toExtend<ReadonlyOutput<typeof missingCountsSchema>>();
});

it.each([
  tally,
  emptyScaleTally({ min: 0, max: 10, step: 1 }, { weighted: true, instrument: "a@1" }),
  emptyMomentTally(),
  { kind: "category", counts: { web: 1 }, missing: {} },
  { kind: "sketch", accuracy: 0.01, zeros: 0, positive: [[3, 1]], negative: [], missing: {} },
  {
    kind: "pair",
    scale: { min: 0, max: 1, step: 1 },
    counts: [
      [1, 2],
      [3, 4],
    ],
    beforeOnly: [0, 1],
    afterOnly: [1, 0],
  },
])("a $kind tally is accepted", (one) => {
  expect(tallySchema.parse(one)).toEqual(one);
});

describe("a tally is refused for", () => {
  it.each([
    ["fewer counts than points", { counts: [1, 2] }, "counts"],
    ["fewer weights than points", { weights: { sum: [1, 2], sumOfSquares: [1, 2, 3] } }, "counts"],
    ["a scale that is none", { scale: { min: 1, max: 3, step: 5 } }, "scale.step"],
    ["half an answer", { counts: [1, 2, 0.5] }, "counts.2"],
    ["a reason that is none", { missing: { lost: 1 } }, "missing"],
    ["a kind that is none", { kind: "guess" }, "kind"],
  ])("%s", (_, change, path) => {
    const { error } = tallySchema.safeParse({ ...tally, ...change });
    expect(error?.issues[0]?.path.join(".")).toBe(path);
  });
});
