import { describe, expect, expectTypeOf, it } from "vitest";
import type { CloudEvent } from "../cloudevents.ts";
import type { Comparison, Estimate, Unit } from "../estimate.ts";
import type { Answer } from "../event-data.ts";
import type { Instrument, Scale } from "../instrument.ts";
import type { Journey } from "../journey.ts";
import type { MissingCounts } from "../missing.ts";
import type { Filter, Selection } from "../selection.ts";
import type { Tally } from "../tally.ts";
import { emptyMomentTally, scaleTallyOf } from "../tally.ts";
import { cloudEventSchema } from "./cloud-event.ts";
import { comparisonSchema, estimateSchema, unitSchema } from "./estimate.ts";
import { answerSchema } from "./event-data.ts";
import { instrumentSchema, scaleSchema } from "./instrument.ts";
import { journeySchema } from "./journey.ts";
import type { ReadonlyOutput } from "./readonly-output.ts";
import { filterSchema, selectionSchema } from "./selection.ts";
import { missingCountsSchema, tallySchema } from "./tally.ts";

it("schemas and types are one, in both directions", () => {
  // From schema to type is checked where each schema is declared (`satisfies`); here, from type to schema.
  expectTypeOf<Answer>().toExtend<ReadonlyOutput<typeof answerSchema>>();
  expectTypeOf<Instrument>().toExtend<ReadonlyOutput<typeof instrumentSchema>>();
  expectTypeOf<Scale>().toExtend<ReadonlyOutput<typeof scaleSchema>>();
  expectTypeOf<Estimate>().toExtend<ReadonlyOutput<typeof estimateSchema>>();
  expectTypeOf<Comparison>().toExtend<ReadonlyOutput<typeof comparisonSchema>>();
  expectTypeOf<Unit>().toExtend<ReadonlyOutput<typeof unitSchema>>();
  expectTypeOf<MissingCounts>().toExtend<ReadonlyOutput<typeof missingCountsSchema>>();
  expectTypeOf<Tally>().toExtend<ReadonlyOutput<typeof tallySchema>>();
  expectTypeOf<Filter>().toExtend<ReadonlyOutput<typeof filterSchema>>();
  expectTypeOf<Selection>().toExtend<ReadonlyOutput<typeof selectionSchema>>();
  expectTypeOf<Journey>().toExtend<ReadonlyOutput<typeof journeySchema>>();
  expectTypeOf<ReadonlyOutput<typeof cloudEventSchema>>().toExtend<CloudEvent>();
});

const fails = (
  schema:
    | typeof instrumentSchema
    | typeof estimateSchema
    | typeof tallySchema
    | typeof journeySchema
    | typeof selectionSchema
    | typeof filterSchema,
  value: unknown,
): string | undefined => schema.safeParse(value).error?.issues[0]?.path.join(".");

describe("an instrument", () => {
  const recommend = {
    id: "recommend",
    version: "1",
    construct: "nps",
    scale: { min: 0, max: 10, step: 1 },
    direction: "higher-is-better",
    wording: { en: "How likely…?", zh: "您有多大可能…？", "zh-Hant": "您有多大可能…？" },
    missingCodes: [{ code: 11, reason: "skipped" }],
  };

  it("with its scale, wording in languages and missing codes is accepted", () => {
    expect(instrumentSchema.parse(recommend)).toEqual(recommend);
  });

  it.each([
    ["a step that does not divide the scale", { scale: { min: 1, max: 5, step: 3 } }, "scale.step"],
    ["a scale of one point", { scale: { min: 1, max: 1, step: 1 } }, "scale.step"],
    ["a version with an @", { version: "1@2" }, "version"],
    ["no language", { wording: {} }, "wording"],
    ["a reason that is none", { missingCodes: [{ code: 11, reason: "lost" }] }, "missingCodes.0.reason"],
  ])("%s is refused", (_, change, path) => {
    expect(fails(instrumentSchema, { ...recommend, ...change })).toBe(path);
  });
});

describe("an estimate", () => {
  const estimate: Estimate = {
    value: 33,
    interval: { low: -51, high: null },
    standardError: 47,
    n: 3,
    effectiveN: 3,
    unit: "points",
    confidenceLevel: 0.95,
    method: "adjusted-wald",
  };

  it("may be one-sided, and in money", () => {
    expect(fails(estimateSchema, { ...estimate, unit: "currency:CNY" })).toBeUndefined();
  });

  it.each([
    ["a value outside its interval", { value: -60 }, "interval"],
    ["an interval around no value", { value: null }, "interval"],
    ["a level in percent", { confidenceLevel: 95 }, "confidenceLevel"],
    ["a number that is none", { value: NaN }, "value"],
    ["money without its currency", { unit: "currency:euro" }, "unit"],
  ])("%s is refused", (_, change, path) => {
    expect(fails(estimateSchema, { ...estimate, ...change })).toBe(path);
  });
});

describe("a tally", () => {
  const tally = scaleTallyOf({ min: 1, max: 3, step: 1 }, [1, 2, 3], { skipped: 4 });

  it("of each kind is accepted", () => {
    const pair = {
      kind: "pair",
      scale: { min: 0, max: 1, step: 1 },
      counts: [
        [1, 2],
        [3, 4],
      ],
      beforeOnly: [0, 1],
      afterOnly: [1, 0],
    };
    const sketch = {
      kind: "sketch",
      accuracy: 0.01,
      zeros: 0,
      positive: [[3, 1]],
      negative: [],
      missing: {},
    };
    const category = { kind: "category", counts: { web: 1 }, missing: {} };
    for (const one of [tally, pair, sketch, category, emptyMomentTally()]) {
      expect(tallySchema.parse(one)).toEqual(one);
    }
  });

  it.each([
    ["fewer counts than points", { counts: [1, 2] }, "counts"],
    ["a scale that is none", { scale: { min: 1, max: 3, step: 5 } }, "scale.step"],
    ["half an answer", { counts: [1, 2, 0.5] }, "counts.2"],
    ["a reason that is none", { missing: { lost: 1 } }, "missing"],
  ])("with %s is refused", (_, change, path) => {
    expect(fails(tallySchema, { ...tally, ...change })).toBe(path);
  });
});

it("filters nest, and a condition that is none is refused", () => {
  const filter = {
    all: [{ not: { field: "channel", in: ["web", null] } }, { any: [{ field: "data.amount", from: 3 }] }],
  };
  expect(filterSchema.parse(filter)).toEqual(filter);
  expect(filterSchema.safeParse({ field: "channel", is: "web" }).success).toBe(false);
});

it("a selection asks for an item or a field, not both", () => {
  const selection = { types: ["survey.responded"], item: "recommend" };
  expect(selectionSchema.parse(selection)).toEqual(selection);
  expect(fails(selectionSchema, { ...selection, value: "data.amount" })).toBe("value");
});

it("a journey's stages have ids of their own", () => {
  const stage = { id: "purchase", title: { en: "Purchase" }, touchpoints: [] };
  const journey = { id: "retail", title: { en: "Retail" }, stages: [stage] };
  expect(journeySchema.parse(journey)).toEqual(journey);
  expect(fails(journeySchema, { ...journey, stages: [stage, stage] })).toBe("stages");
});
