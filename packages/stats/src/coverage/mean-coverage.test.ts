import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { studentTQuantile } from "../distributions/student-t.ts";
import type { Interval } from "../interval.ts";
import { boundedScoreInterval } from "../intervals/bounded-score-interval.ts";
import { logitTInterval } from "../intervals/logit-t-interval.ts";
import { meanIntervalCoverage } from "./mean-coverage.ts";
import { meanTInterval } from "../intervals/mean-t-interval.ts";
import type { MeanInterval, MeanSummary } from "../intervals/mean-interval.ts";

// In the order of the columns of docs/stats/bounded-score-interval.md, which prints these shares.
const populations = [
  [0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.3],
  [0.01, 0.01, 0.02, 0.03, 0.08, 0.25, 0.6],
  [0.01, 0, 0.01, 0.01, 0.02, 0.1, 0.85],
  [0.3, 0.1, 0.05, 0.05, 0.05, 0.1, 0.35],
  [0.05, 0.1, 0.2, 0.3, 0.2, 0.1, 0.05],
  [0.03, 0.05, 0.12, 0.35, 0.45],
  [0.01, 0.01, 0.03, 0.1, 0.85],
].map((shares) => ({ shares }));

// Textbook intervals that CXKit does not offer, and one where it adds a response that the figures below do without.
const z = named("z", ({ mean, variance, n }) => around(mean, 1.959963984540054 * Math.sqrt(variance / n)));
const spread = withResponses("one response spread evenly over the scale points", (points) =>
  points.map((point) => [point, 1 / points.length]),
);
const ends = withResponses("one response at each end of the scale", (points) =>
  points.filter((point) => point === points.at(0) || point === points.at(-1)).map((point) => [point, 1]),
);
const logit = named("logit-t, no width where all are equal", (summary, level) =>
  summary.variance === 0 ? around(summary.mean, 0) : logitTInterval(summary, level),
);

// Witness: exact dynamic programming in Python, printed with three digits; expected widths of the left-skewed ratings and of
// those with 85 % in the top box on 1–7, with two.
const figures: readonly {
  readonly n: number;
  readonly method: MeanInterval;
  readonly coverage: readonly number[];
  readonly widths: readonly number[];
}[] = [
  {
    n: 10,
    method: meanTInterval,
    coverage: [0.921, 0.859, 0.803, 0.945, 0.952, 0.928, 0.802],
    widths: [1.99, 0.71],
  },
  { n: 10, method: z, coverage: [0.892, 0.855, 0.802, 0.916, 0.917, 0.875, 0.801], widths: [1.73, 0.65] },
  {
    n: 10,
    method: boundedScoreInterval,
    coverage: [0.954, 0.959, 0.978, 0.971, 0.956, 0.953, 0.975],
    widths: [1.89, 1.39],
  },
  { n: 10, method: spread, coverage: [0.983, 0.996, 0.999, 0.953, 0.975, 0.988, 0.999], widths: [2.1, 1.38] },
  { n: 10, method: ends, coverage: [0.994, 0.997, 0.999, 0.973, 0.997, 0.993, 0.998], widths: [2.44, 1.88] },
  { n: 10, method: logit, coverage: [0.96, 0.98, 0.788, 0.983, 0.963, 0.972, 0.787], widths: [1.96, 1.18] },
  {
    n: 20,
    method: meanTInterval,
    coverage: [0.934, 0.892, 0.768, 0.948, 0.948, 0.931, 0.869],
    widths: [1.33, 0.6],
  },
  { n: 20, method: z, coverage: [0.923, 0.885, 0.767, 0.934, 0.935, 0.918, 0.867], widths: [1.25, 0.57] },
  {
    n: 20,
    method: boundedScoreInterval,
    coverage: [0.95, 0.939, 0.975, 0.964, 0.954, 0.948, 0.975],
    widths: [1.3, 0.78],
  },
  { n: 20, method: spread, coverage: [0.967, 0.988, 0.998, 0.952, 0.96, 0.969, 0.997], widths: [1.37, 0.88] },
  { n: 20, method: ends, coverage: [0.985, 0.992, 0.997, 0.962, 0.984, 0.984, 0.995], widths: [1.52, 1.15] },
  { n: 20, method: logit, coverage: [0.951, 0.941, 0.942, 0.969, 0.956, 0.949, 0.939], widths: [1.32, 0.83] },
  {
    n: 50,
    method: meanTInterval,
    coverage: [0.944, 0.926, 0.857, 0.949, 0.95, 0.943, 0.887],
    widths: [0.82, 0.44],
  },
  { n: 50, method: z, coverage: [0.939, 0.921, 0.857, 0.944, 0.944, 0.937, 0.883], widths: [0.8, 0.43] },
  {
    n: 50,
    method: boundedScoreInterval,
    coverage: [0.95, 0.941, 0.901, 0.956, 0.952, 0.95, 0.93],
    widths: [0.81, 0.48],
  },
  {
    n: 50,
    method: spread,
    coverage: [0.956, 0.964, 0.987, 0.951, 0.955, 0.955, 0.972],
    widths: [0.83, 0.52],
  },
  { n: 50, method: ends, coverage: [0.969, 0.98, 0.992, 0.955, 0.967, 0.968, 0.988], widths: [0.87, 0.63] },
  { n: 50, method: logit, coverage: [0.951, 0.943, 0.914, 0.958, 0.953, 0.951, 0.945], widths: [0.82, 0.5] },
  {
    n: 100,
    method: meanTInterval,
    coverage: [0.947, 0.938, 0.904, 0.95, 0.95, 0.946, 0.922],
    widths: [0.57, 0.32],
  },
  { n: 100, method: z, coverage: [0.944, 0.935, 0.902, 0.947, 0.947, 0.944, 0.92], widths: [0.57, 0.32] },
  {
    n: 100,
    method: boundedScoreInterval,
    coverage: [0.95, 0.946, 0.927, 0.953, 0.951, 0.95, 0.942],
    widths: [0.57, 0.34],
  },
  {
    n: 100,
    method: spread,
    coverage: [0.953, 0.956, 0.958, 0.95, 0.952, 0.953, 0.958],
    widths: [0.58, 0.35],
  },
  { n: 100, method: ends, coverage: [0.96, 0.969, 0.984, 0.953, 0.959, 0.96, 0.976], widths: [0.59, 0.39] },
  {
    n: 100,
    method: logit,
    coverage: [0.951, 0.946, 0.931, 0.954, 0.951, 0.951, 0.945],
    widths: [0.57, 0.34],
  },
];

describe("meanIntervalCoverage", () => {
  it.each([10, 20, 50, 100])(
    "agrees with its witness to .001 on seven populations and six methods at n = %i",
    (n) => {
      // A t quantile for each of half a million samples: of these methods one is enough at this base.
      const slow = n === 100 ? [meanTInterval, logit] : [];
      for (const { method, coverage, widths } of figures.filter(
        (row) => row.n === n && !slow.includes(row.method),
      )) {
        const { rows } = meanIntervalCoverage(method, n, 0.95, populations);
        for (const [place, expected] of coverage.entries())
          expect(
            Math.abs((rows[place]?.coverage ?? NaN) - expected),
            `${method.method}, population ${place + 1}`,
          ).toBeLessThan(0.001);
        for (const [place, expected] of widths.entries())
          expect(
            Math.abs((rows[2 * place]?.width ?? NaN) - expected),
            `width of ${method.method}`,
          ).toBeLessThan(0.006);
      }
    },
    60_000,
  );

  it.each([10, 20])("computes what the page of the default interval prints for n = %i", (n) => {
    const page = readFileSync(
      new URL("../../../../docs/stats/bounded-score-interval.md", import.meta.url),
      "utf8",
    );
    for (const interval of [boundedScoreInterval, meanTInterval]) {
      const name = interval.method === "t" ? "t" : "bounded score";
      const row = page.split("\n").find((line) => new RegExp(`^\\| ${n} +\\| ${name} +\\|`).test(line));
      const { rows } = meanIntervalCoverage(interval, n, 0.95, populations);
      const printed = row
        ?.split("|")
        .slice(3, -1)
        .map((cell) => cell.trim());
      expect(printed).toEqual(rows.map(({ coverage }) => (100 * coverage).toFixed(1)));
    }
  });

  it("adds up to certainty, and hands every interval whole summaries", () => {
    const seen: MeanSummary[] = [];
    const everything = Object.assign(
      (summary: MeanSummary) => {
        seen.push(summary);
        return { low: -100, high: 100 };
      },
      { method: "everything" },
    );
    const table = meanIntervalCoverage(everything, 4, 0.95, [{ shares: [0.2, 0.3, 0.5] }]);
    expect(table).toMatchObject({ method: "everything", n: 4 });
    expect(table.meanCoverage).toBeCloseTo(1, 13);
    expect(table.meanWidth).toBeCloseTo(2, 13);
    // 15 ways to spread 4 answers over 3 points, all with different sums or sums of squares.
    expect(seen).toHaveLength(15);
    expect(seen.filter(({ variance }) => variance === 0)).toHaveLength(3);
  });

  it("stops at sizes and populations it cannot compute, naming them", () => {
    const population = { shares: [0.5, 0.5] };
    expect(() => meanIntervalCoverage(boundedScoreInterval, 201, 0.95, [population])).toThrow(
      new RangeError("meanIntervalCoverage requires a whole n from 2 to 200, got 201"),
    );
    expect(() => meanIntervalCoverage(boundedScoreInterval, 10, 0.95, [{ shares: [0.5, 0.4] }])).toThrow(
      RangeError,
    );
    expect(() => meanIntervalCoverage(boundedScoreInterval, 10, 0.95, [{ shares: [1] }])).toThrow(RangeError);
    expect(() => meanIntervalCoverage(boundedScoreInterval, 10, 95, [population])).toThrow(RangeError);
  });
});

function named(method: string, interval: (summary: MeanSummary, level: number) => Interval): MeanInterval {
  return Object.assign(interval, { method });
}

function around(middle: number, margin: number): Interval {
  return { low: middle - margin, high: middle + margin };
}

/** Student's t interval after adding responses, each a scale point and its weight. */
function withResponses(
  method: string,
  added: (points: readonly number[]) => readonly (readonly [number, number])[],
): MeanInterval {
  const quantiles = new Map<number, number>();
  return named(method, ({ mean, variance, n, min, max }, level) => {
    const extra = added(Array.from({ length: max - min + 1 }, (_, step) => min + step));
    const more = n + extra.reduce((sum, [, weight]) => sum + weight, 0);
    const moved = (n * mean + extra.reduce((sum, [point, weight]) => sum + weight * point, 0)) / more;
    const squares = extra.reduce(
      (sum, [point, weight]) => sum + weight * (point - moved) ** 2,
      (n - 1) * variance + n * (mean - moved) ** 2,
    );
    const degrees = Math.round(more) - 1;
    const quantile = quantiles.get(degrees) ?? studentTQuantile((1 + level) / 2, degrees);
    quantiles.set(degrees, quantile);
    return around(moved, quantile * Math.sqrt(squares / (more - 1) / more));
  });
}
