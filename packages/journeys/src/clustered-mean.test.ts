import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusteredMean, type RespondentRatings } from "./clustered-mean.ts";

const scale = { min: 1, max: 5, step: 1 };
const ratings = [[5, 4, 5], [2, 1], [4], [5, 5], [3, 3, 4], [1, 5]];
const weights = [1, 0.5, 2, 1.5, 1, 0.8];
const respondent = (of: readonly number[], weight = 1): RespondentRatings => ({
  weight,
  sum: of.reduce((sum, rating) => sum + rating, 0),
  count: of.length,
});
const anyone = fc.record({
  weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
  ratings: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
});
const people = fc
  .array(anyone, { minLength: 1, maxLength: 30 })
  .map((all) => all.map(({ ratings: of, weight }) => respondent(of, weight)));

// Witness: R 4.2.2, base only: the sandwich of a mean fitted to single ratings, summed within respondents,
//   r <- list(c(5,4,5), c(2,1), 4, c(5,5), c(3,3,4), c(1,5)); g <- rep(1:6, lengths(r)); y <- unlist(r); W <- w[g]
//   X <- matrix(1, length(y)); A <- solve(t(X) %*% (W * X)); b <- A %*% t(X) %*% (W * y)
//   u <- rowsum(W * (y - c(b)), g); sqrt(A %*% (6/5 * crossprod(u)) %*% A)
describe("clusteredMean agrees with its witness", () => {
  it.each([
    ["unweighted", ratings.map(() => 1), 3.6153846153846154, 0.5187159233784382, 6],
    ["weighted", weights, 3.9191176470588229, 0.4159980097513069, 5.0590809628008744],
  ])("%s", (_, w, value, standardError, effectiveN) => {
    const { estimate } = clusteredMean(
      ratings.map((of, i) => respondent(of, w[i])),
      scale,
    );
    expect(estimate.value).toBeCloseTo(value, 12);
    expect(estimate.standardError).toBeCloseTo(standardError, 12);
    expect(estimate.effectiveN).toBeCloseTo(effectiveN, 12);
    expect(estimate).toMatchObject({ n: 6, unit: "scale-point", method: "bounded-score-clustered" });
  });
});

describe("clusteredMean", () => {
  it("is the ordinary mean where everybody gives one rating", () => {
    const single = [5, 3, 4, 4, 1];
    const { estimate, summary } = clusteredMean(
      single.map((rating) => respondent([rating])),
      scale,
    );
    // sd(c(5,3,4,4,1)) / sqrt(5), R 4.2.2
    expect(estimate.value).toBeCloseTo(3.4, 12);
    expect(estimate.standardError).toBeCloseTo(0.67823299831252681, 12);
    expect(summary).toMatchObject({ n: 5, min: 1, max: 5 });
    expect(summary?.variance).toBeCloseTo(2.3, 12);
  });

  it("does not take the same answer given twice for two", () => {
    const once = clusteredMean(
      [1, 3, 5, 5].map((rating) => respondent([rating])),
      scale,
    );
    const twice = clusteredMean(
      [1, 3, 5, 5].map((rating) => respondent([rating, rating])),
      scale,
    );
    expect(twice.estimate).toEqual(once.estimate);
  });

  it("of zeros and ones is a share", () => {
    const satisfied = Array.from({ length: 50 }, (_, i) => ({ weight: 1, sum: i < 40 ? 1 : 0, count: 1 }));
    const { value, interval, standardError } = clusteredMean(satisfied, { min: 0, max: 1, step: 1 }).estimate;
    expect(value).toBe(0.8);
    // sqrt(.8 * .2 / 49)
    expect(standardError).toBeCloseTo(0.057142857142857141, 12);
    // Wilson's limits of 40 in 50, a little wider for t in place of z. Witness: R 4.2.2, prop.test(40, 50, correct = FALSE): 0.66963, 0.88756.
    expect(0.66963 - interval!.low!).toBeGreaterThan(0);
    expect(0.66963 - interval!.low!).toBeLessThan(0.005);
    expect(interval!.high! - 0.88756).toBeGreaterThan(0);
    expect(interval!.high! - 0.88756).toBeLessThan(0.005);
  });

  it("has a wider interval where few give most of the ratings", () => {
    const width = ({ estimate: { interval } }: ReturnType<typeof clusteredMean>): number =>
      interval!.high! - interval!.low!;
    const even = [1, 2, 3, 4, 5, 3, 3, 3, 3, 3].map((rating) => respondent([rating, rating, rating]));
    const uneven = even.map(({ sum }, i) =>
      i < 2 ? { weight: 1, sum: 5 * sum, count: 15 } : { weight: 1, sum: sum / 3, count: 1 },
    );
    expect(width(clusteredMean(uneven, scale))).toBeGreaterThan(width(clusteredMean(even, scale)));
  });

  it("of no ratings is null, of one respondent the whole scale", () => {
    expect(clusteredMean([], scale)).toEqual({
      estimate: {
        value: null,
        interval: null,
        standardError: null,
        n: 0,
        effectiveN: 0,
        unit: "scale-point",
        confidenceLevel: 0.95,
        method: "bounded-score-clustered",
      },
      summary: null,
    });
    const { estimate, summary } = clusteredMean([respondent([4, 4, 5])], scale);
    expect(estimate).toMatchObject({ standardError: null, interval: { low: 1, high: 5 }, n: 1 });
    expect(summary).toBeNull();
    expect(clusteredMean([respondent([4], 0)], scale).estimate.value).toBeNull();
    expect(clusteredMean([respondent([4]), respondent([2], 0)], scale).estimate).toMatchObject({
      standardError: null,
      interval: { low: 1, high: 5 },
    });
  });

  it("has an interval that contains the value, stays on the scale and widens with the level", () => {
    fc.assert(
      fc.property(people, (all) => {
        const { estimate } = clusteredMean(all, scale, 0.9);
        const { low, high } = estimate.interval!;
        const wider = clusteredMean(all, scale, 0.99).estimate.interval!;
        const chain = [scale.min, wider.low!, low!, estimate.value!, high!, wider.high!, scale.max];
        expect(chain).toEqual(chain.toSorted((a, b) => a - b));
      }),
    );
  });

  it("does not depend on the order of respondents nor on the unit of weights", () => {
    fc.assert(
      fc.property(people, (all) => {
        const { estimate } = clusteredMean(all, scale);
        const other = clusteredMean(
          all.toReversed().map((one) => ({ ...one, weight: 8 * one.weight })),
          scale,
        ).estimate;
        expect(other.value).toBeCloseTo(estimate.value!, 10);
        expect(other.standardError ?? 0).toBeCloseTo(estimate.standardError ?? 0, 10);
        expect(other.effectiveN).toBeCloseTo(estimate.effectiveN, 8);
      }),
    );
  });

  it("refuses what no respondent can have said", () => {
    const of = (one: Partial<RespondentRatings>) => () =>
      clusteredMean([{ weight: 1, sum: 3, count: 1, ...one }], scale);
    expect(of({ weight: -1 })).toThrow(
      new RangeError("clusteredMean requires finite weights ≥ 0, got -1 at index 0"),
    );
    expect(of({ count: 0 })).toThrow(RangeError);
    expect(of({ count: 1.5 })).toThrow(RangeError);
    expect(of({ sum: 6 })).toThrow(
      new RangeError("clusteredMean requires sums of 1 ratings of 1…5, got 6 at index 0"),
    );
    expect(of({ sum: NaN })).toThrow(RangeError);
    expect(() => clusteredMean([], scale, 95)).toThrow(RangeError);
  });
});

it("clusteredMean covers what it says where one respondent's ratings are alike; pooling does not", () => {
  const random = mulberry32(20_261_121);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const ofOne = (): number[] => {
    const own = Math.sqrt(0.8) * normal();
    return Array.from({ length: 1 + Math.floor(5 * random()) }, () =>
      Math.min(5, Math.max(1, Math.round(3.5 + 1.1 * (own + Math.sqrt(0.2) * normal())))),
    );
  };
  // The mean of all integers 1…5 under the rounded normal(3.5, 1.1), by pnorm of R 4.2.2.
  const truth = 3.4655;
  const samples = 2000;
  const covered = { clustered: 0, pooled: 0 };
  for (let sample = 0; sample < samples; sample++) {
    const all = Array.from({ length: 30 }, ofOne);
    const clustered = clusteredMean(
      all.map((own) => respondent(own)),
      scale,
    );
    const pooled = clusteredMean(
      all.flat().map((rating) => respondent([rating])),
      scale,
    );
    for (const [name, { estimate }] of Object.entries({ clustered, pooled }) as [
      "clustered" | "pooled",
      typeof pooled,
    ][]) {
      const { low, high } = estimate.interval!;
      if (low! <= truth && truth <= high!) covered[name]++;
    }
  }
  expect(covered.clustered / samples).toBeGreaterThan(0.935);
  expect(covered.clustered / samples).toBeLessThan(0.965);
  expect(covered.pooled / samples).toBeLessThan(0.8);
});

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

it("a clustered mean is the same whatever the unit of the weights, to the ends of the range of doubles", () => {
  const one = ratings.map((of, index) => respondent(of, weights[index]));
  const expected = clusteredMean(one, scale).estimate;
  for (const unit of [1e-300, 1e-160, 1e160, 8e307]) {
    const scaled = ratings.map((of, index) => respondent(of, (weights[index] as number) * unit));
    const { value, standardError, effectiveN, interval } = clusteredMean(scaled, scale).estimate;
    expect(value).toBeCloseTo(expected.value as number, 12);
    expect(standardError).toBeCloseTo(expected.standardError as number, 12);
    expect(effectiveN).toBeCloseTo(expected.effectiveN, 10);
    expect(interval?.low).toBeCloseTo(expected.interval?.low as number, 12);
  }
  const odd = [1e-300, 1e300].map((weight) => respondent([5], weight));
  expect(Object.values(clusteredMean(odd, scale).estimate).includes(NaN)).toBe(false);
});
