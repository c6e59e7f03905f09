import { type Columns, type Instrument, isCxError } from "@cxkit/core";
import { meanTInterval, wilsonInterval } from "@cxkit/stats";
import { metricLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ces, cesMetric } from "./ces.ts";
import { csat, csatMetric, topBoxMetric } from "./csat.ts";
import golden from "./fixtures/ratings.json" with { type: "json" };
import { meanMetric, ratingMean } from "./rating-mean.ts";
import { tallyOf } from "./tally-of.ts";

const five = { min: 1, max: 5 };
const seven = { min: 1, max: 7 };
const ratings = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 40 });

function columns(values: readonly number[], weighted: boolean): Columns {
  return {
    length: values.length,
    time: Float64Array.from(values.keys()),
    value: Float64Array.from(values),
    ...(weighted && { weight: Float64Array.from(values, (_, row) => 0.3 + (row % 4) * 0.5) }),
    fields: {},
  };
}

const laws = {
  csatMetric: csatMetric({ item: "q" }),
  topBoxMetric: topBoxMetric({ item: "q", direction: "lower-is-better" }),
  meanMetric: meanMetric({ item: "q" }),
  cesMetric: cesMetric({ item: "q", scale: five, direction: "lower-is-better" }),
};
for (const [name, metric] of Object.entries(laws)) {
  for (const weighted of [false, true]) {
    const sample = columns([1, 5, 5, 4, NaN, 3, 2, 5, 5, 5, NaN, 4, 6, 1.5], weighted);
    describe(`${name} keeps the metric laws${weighted ? " with weights" : ""}`, () => {
      for (const law of metricLaws(metric, sample)) it(law.name, law.check);
    });
  }
}

// Witness: definition, Wilson and bounded score by mpmath 1.2.1
describe("ratings agree with their witness", () => {
  for (const { id, fn, input, expected: all } of golden.cases) {
    const expected = all as { [key: string]: number };
    if (fn === "csat_top2box") {
      it(id, () => {
        const result = csat(input.ratings);
        expect(result.n).toBe(expected["n"]);
        expect(result.value).toBeCloseTo(expected["csat"]!, 10);
        expect(result.interval?.low).toBeCloseTo(expected["wilsonLower"]!, 8);
        expect(result.interval?.high).toBeCloseTo(expected["wilsonUpper"]!, 8);
        expect(result.shares[4]).toBeCloseTo(expected["top1"]!, 10);
        expect(ratingMean(input.ratings).value).toBeCloseTo(expected["mean"]!, 10);
        expect(ratingMean(input.ratings).topBox.value).toBeCloseTo(expected["csat"]!, 10);
      });
    }
    if (fn === "ces_1_7") {
      it(id, () => {
        const result = ces(input.ratings);
        expect(result.value).toBeCloseTo(expected["mean"]!, 10);
        expect(result.easy.value).toBeCloseTo(expected["pctEasy5to7"]!, 10);
        expect(result.interval?.low).toBeCloseTo(expected["boundedScoreLower95"]!, 8);
        expect(result.interval?.high).toBeCloseTo(expected["boundedScoreUpper95"]!, 8);
      });
    }
  }
});

describe("ratings count what is on the scale", () => {
  it.each([
    ["csat", csat, "csat requires whole ratings 1…5, null or undefined, got 6 at index 2"],
    ["ratingMean", ratingMean, "ratingMean requires whole ratings 1…5, null or undefined, got 6 at index 2"],
  ])("%s stops at anything else", (_, metric, message) => {
    expect(() => metric([5, null, 6])).toThrow(message);
    expect(metric([5, null, 6], { invalid: "set-aside" })).toMatchObject({ n: 1, missing: 1, rejected: 1 });
    expect(metric([null], {})).toMatchObject({ n: 0, value: null, interval: null, standardError: null });
  });

  it("half stars included", () => {
    const scale = { min: 0.5, max: 5, step: 0.5 };
    expect(ratingMean([4.5, 5, 3], { scale }).value).toBeCloseTo(12.5 / 3, 12);
    expect(() => ratingMean([4.25], { scale })).toThrow(
      "ratingMean requires ratings 0.5…5 by 0.5, null or undefined, got 4.25 at index 0",
    );
  });

  it("and says the shares of all points, which add up to 100", () => {
    expect(csat([5, 4, 4, 1]).shares).toEqual([25, 0, 0, 50, 25]);
    expect(csat([]).shares).toEqual([null, null, null, null, null]);
  });

  it("with the good end where the instrument has it", () => {
    expect(csat([1, 2, 6], { scale: { min: 1, max: 6 }, direction: "lower-is-better" }).value).toBeCloseTo(
      200 / 3,
      10,
    );
    expect(ces([1, 2, 5], { scale: five, direction: "lower-is-better" }).easy.value).toBeCloseTo(200 / 3, 10);
    expect(cesMetric({ item: "effort", direction: "lower-is-better" }).better).toBe("lower");
  });
});

it("functions and metrics give the same numbers", () => {
  fc.assert(
    fc.property(ratings, fc.constantFrom(0.8, 0.95, 0.99), (answers, confidenceLevel) => {
      const tally = tallyOf(answers, { scale: five });
      for (const [result, metric] of [
        [csat(answers, { confidenceLevel }), csatMetric({ item: "q" })],
        [ratingMean(answers, { confidenceLevel }), meanMetric({ item: "q" })],
        [ratingMean(answers, { confidenceLevel }).topBox, topBoxMetric({ item: "q", topPoints: 2 })],
        [ces(answers, { confidenceLevel, scale: five }), cesMetric({ item: "q", scale: five })],
      ] as const) {
        expect(result).toMatchObject({ ...metric.estimate(tally, { confidenceLevel }) });
      }
    }),
  );
});

it("intervals hold their value and stay on the scale, whichever is asked for", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), fc.double({ min: 0, max: 5, noNaN: true })), {
        minLength: 1,
        maxLength: 30,
      }),
      fc.constantFrom(0.5, 0.95, 0.999),
      fc.boolean(),
      (rows, confidenceLevel, weighted) => {
        const tally = weighted
          ? tallyOf(
              rows.map(([value, weight]) => ({ value, weight })),
              { scale: seven },
            )
          : tallyOf(
              rows.map(([value]) => value),
              { scale: seven },
            );
        const metric = cesMetric({ item: "q" });
        for (const options of [{}, { interval: meanTInterval }]) {
          const { value, interval } = metric.estimate(tally, { confidenceLevel, ...options });
          if (value === null) continue;
          expect(interval!.low!).toBeGreaterThanOrEqual(1);
          expect(interval!.low!).toBeLessThanOrEqual(value);
          expect(interval!.high!).toBeGreaterThanOrEqual(value);
          expect(interval!.high!).toBeLessThanOrEqual(7);
        }
        const { value, interval } = topBoxMetric({ item: "q", scale: seven }).estimate(tally, {
          interval: wilsonInterval,
          confidenceLevel,
        });
        if (value !== null) expect(interval!.low! <= value && value <= interval!.high!).toBe(true);
      },
    ),
  );
});

it("set-ups that mean nothing are refused before anything is counted", () => {
  const setup = (make: () => unknown) => {
    try {
      make();
      return "accepted";
    } catch (error) {
      return isCxError(error, "invalid-setup") ? "invalid-setup" : String(error);
    }
  };
  const instrument: Instrument = {
    id: "effort",
    version: "1",
    construct: "ces",
    scale: { min: 1, max: 7, step: 1 },
    direction: "lower-is-better",
  };
  expect(setup(() => csat([], { topPoints: 5 }))).toBe("invalid-setup");
  expect(setup(() => csatMetric({ item: "q", topPoints: 0 }))).toBe("invalid-setup");
  expect(setup(() => cesMetric({ item: "q", instrument }))).toBe("invalid-setup");
  expect(setup(() => cesMetric({ item: "q", instrument, direction: "lower-is-better" }))).toBe("accepted");
  expect(setup(() => csatMetric({ item: "q", instrument }))).toBe("invalid-setup");
  const metric = meanMetric({ item: "q", scale: seven });
  expect(setup(() => metric.estimate(tallyOf([1], { scale: five })))).toBe("invalid-setup");
});
