import { type Columns, type Instrument, missingReasons, scaleTallyOf } from "@cxkit/core";
import { adjustedWaldInterval, scoreInterval, netTInterval, netWaldInterval } from "@cxkit/stats";
import { metricLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nps } from "./nps.ts";
import { npsMetric } from "./nps-metric.ts";

const metric = npsMetric({ item: "recommend" });
const intervals = [adjustedWaldInterval, scoreInterval, netTInterval, netWaldInterval];

/** Rows as a store streams them; NaN is missing, with the reasons in turn. */
function columns(values: readonly number[], weights?: readonly number[]): Columns {
  return {
    length: values.length,
    time: Float64Array.from(values.keys()),
    value: Float64Array.from(values),
    missing: Uint8Array.from(values, (value, row) => (Number.isNaN(value) ? 1 + (row % 8) : 0)),
    ...(weights && { weight: Float64Array.from(weights) }),
    fields: {},
  };
}

function tallyOfRows(values: readonly number[], weights?: readonly number[]) {
  const tally = metric.empty();
  metric.fold(tally, columns(values, weights));
  return tally;
}

const answers = [10, 9, NaN, 8, 7, 0, 6, 10, 9, NaN, 3, 10, 5, 9, 8, 1, 10, NaN, 9, 2];
describe("npsMetric keeps the metric laws", () => {
  for (const law of metricLaws(metric, columns(answers))) it(law.name, law.check);
  const weights = answers.map((_, row) => 0.2 + (row % 5) * 0.6);
  for (const law of metricLaws(metric, columns(answers, weights))) it(`${law.name} (weighted)`, law.check);
});

describe("npsMetric counts", () => {
  it("nonresponse by reason and what is off the scale, neither in the base", () => {
    const tally = tallyOfRows([10, NaN, 11, 8.5, 4]);
    expect(tally.counts).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
    expect(tally.missing).toEqual({ [missingReasons[1]!]: 1, "off-scale": 2 });
  });

  it("no weighted answers into unweighted ones, and no weight that is none", () => {
    const tally = tallyOfRows([10, 9]);
    expect(() => metric.fold(tally, columns([8], [1.5]))).toThrow("weighted and unweighted answers");
    expect(() => tallyOfRows([8], [-1])).toThrow("fold requires weights from 0 to 1e140, got -1 at row 0");
  });

  it("no answers of another scale", () => {
    const five = scaleTallyOf({ min: 1, max: 5, step: 1 }, [1, 2, 3, 4, 5]);
    expect(() => metric.estimate(five)).toThrow(
      "nps is a score of 0…10 by 1, the tally counts 1…5 by 1: one score needs one scale",
    );
    const instrument: Instrument = {
      id: "recommend",
      version: "2",
      construct: "nps",
      scale: { min: 1, max: 10, step: 1 },
      direction: "higher-is-better",
    };
    expect(() => npsMetric({ item: "recommend", instrument })).toThrow(
      "nps needs answers on 0–10, instrument recommend@2 has 1–10 by 1",
    );
    const right = { ...instrument, scale: { min: 0, max: 10, step: 1 } };
    expect(npsMetric({ item: "recommend", instrument: right }).select).toEqual({
      types: ["survey.responded"],
      item: "recommend",
      instrument: "recommend@2",
    });
  });
});

describe("npsMetric estimates", () => {
  it("what nps does, whatever the method and the level", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 50 }),
        fc.constantFrom(...intervals),
        fc.constantFrom(0.5, 0.9, 0.95, 0.999),
        (scores, interval, confidenceLevel) => {
          const {
            value,
            interval: limits,
            standardError,
            n,
            method,
          } = nps(scores, { interval, confidenceLevel });
          const estimate = metric.estimate(tallyOfRows(scores), { interval, confidenceLevel });
          expect(estimate).toMatchObject({ n, effectiveN: n, method });
          if (value === null) expect(estimate.value).toBeNull();
          else {
            expect(estimate.value).toBeCloseTo(value, 10);
            expect(estimate.interval!.low).toBeCloseTo(limits!.low!, 8);
            expect(estimate.interval!.high).toBeCloseTo(limits!.high!, 8);
          }
          if (standardError === null) expect(estimate.standardError).toBeNull();
          else expect(estimate.standardError).toBeCloseTo(standardError, 9);
        },
      ),
    );
  });

  it("the same with all weights multiplied by a constant, and with all of them one", () => {
    const weight = fc.double({ min: 0.01, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), weight), { minLength: 2, maxLength: 40 }),
        weight,
        fc.constantFrom(...intervals),
        (rows, factor, interval) => {
          const scores = rows.map(([score]) => score);
          const weights = rows.map(([, w]) => w);
          const once = metric.estimate(tallyOfRows(scores, weights), { interval });
          const scaled = metric.estimate(
            tallyOfRows(
              scores,
              weights.map((w) => w * factor),
            ),
            { interval },
          );
          for (const key of ["value", "standardError", "effectiveN"] as const) {
            expect(scaled[key]).toBeCloseTo(once[key]!, 7);
          }
          const even = metric.estimate(
            tallyOfRows(
              scores,
              weights.map(() => factor),
            ),
            { interval },
          );
          const plain = metric.estimate(tallyOfRows(scores), { interval });
          expect(even.interval!.low).toBeCloseTo(plain.interval!.low!, 6);
          expect(even.standardError).toBeCloseTo(plain.standardError!, 7);
        },
      ),
    );
  });

  it("nothing where all weights are 0", () => {
    expect(metric.estimate(tallyOfRows([9, 3], [0, 0]))).toMatchObject({
      value: null,
      interval: null,
      standardError: null,
      n: 2,
      effectiveN: 0,
    });
  });
});
