import * as fc from "fast-check";
import { forAll, type IntervalLawOptions, intervalLaws, type Limits } from "./interval-promises.ts";
import { broken, type Law, shown } from "./law.ts";

/** Mean, sample variance and base of ratings on a bounded scale. */
export interface MeanSample {
  readonly mean: number;
  readonly variance: number;
  readonly n: number;
  readonly min: number;
  readonly max: number;
}

const [min, max] = [1, 7];

/** A legal summary of ratings on 1–7, whole or effective base. */
export const meanSample: fc.Arbitrary<MeanSample> = fc
  .record({
    share: fc.oneof(fc.constantFrom(0, 1 / 6, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    part: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    n: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0.01, max: 1e6, noNaN: true })),
  })
  .map(({ share, part, n }) => {
    // Rounded, so that a variance is either 0 or not noise.
    const place = Math.round(share * 1e4) / 1e4;
    const largest = place * (1 - place) * (n > 1 ? n / (n - 1) : 1);
    const variance = Math.round(part * 1e4) / 1e4;
    return { mean: min + (max - min) * place, variance: (max - min) ** 2 * largest * variance, n, min, max };
  });

/** Summaries at the edges: one answer, all answers equal, the ends of the scale. */
export const meanEdges: readonly MeanSample[] = [
  { mean: 3, variance: 0, n: 1, min, max },
  { mean: 7, variance: 0, n: 1, min, max },
  { mean: 1, variance: 0, n: 12, min, max },
  { mean: 4, variance: 0, n: 12, min, max },
  { mean: 7, variance: 0, n: 400, min, max },
  { mean: 6.5, variance: 0, n: 1.5, min, max },
];

/** Summaries that no ratings have. */
export const impossibleMeans: readonly MeanSample[] = [
  { mean: 7.5, variance: 1, n: 10, min, max },
  { mean: NaN, variance: 1, n: 10, min, max },
  { mean: 4, variance: -1, n: 10, min, max },
  { mean: 4, variance: NaN, n: 10, min, max },
  { mean: 4, variance: 1, n: 0, min, max },
  { mean: 4, variance: 1, n: Infinity, min, max },
  { mean: 4, variance: 1, n: 10, min: 7, max: 1 },
];

/**
 * What every interval for the mean of bounded ratings keeps: limits finite and in order for any legal summary and level, a higher
 * level never narrower, mirrored with the scale, moved and stretched with its unit, around the observed mean, on the scale and with
 * width unless its method does not promise that, and misuse refused by name.
 *
 * @param interval the interval under test
 * @param options what its method does not promise, and the name its errors begin with
 */
export function meanIntervalLaws(
  interval: ((summary: MeanSample, confidenceLevel?: number) => Limits) & { readonly method: string },
  options: IntervalLawOptions = {},
): readonly Law[] {
  return [
    ...intervalLaws(
      {
        method: interval.method,
        call: interval,
        input: meanSample,
        edges: meanEdges,
        impossible: impossibleMeans,
        value: ({ mean }) => mean,
        scale: { low: min, high: max },
        mirrored: (summary) => ({ ...summary, mean: min + max - summary.mean }),
        mirror: (limit) => min + max - limit,
        grown: (summary) => ({ ...summary, n: 10 * summary.n }),
      },
      options,
    ),
    {
      name: "an interval moves and stretches with the unit of the scale",
      check: forAll(meanSample, (summary) => {
        const one = interval(summary, 0.9);
        const other = interval(
          { mean: 10 * summary.mean - 20, variance: 100 * summary.variance, n: summary.n, min: -10, max: 50 },
          0.9,
        );
        const apart = Math.max(
          Math.abs(other.low - (10 * one.low - 20)),
          Math.abs(other.high - (10 * one.high - 20)),
        );
        if (apart > 1e-8 * Math.max(10, Math.abs(other.low), Math.abs(other.high)))
          broken(`${shown(summary)}: ${shown(one)}, and on −10…50 ${shown(other)}`);
      }),
    },
  ];
}
