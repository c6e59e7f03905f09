import type { DifferenceTest, ProportionCounts } from "@cxkit/stats";
import type { PairedWaves } from "@cxkit/stats/differences";
import type { MultinomialIntervals, RatioInterval } from "@cxkit/stats/intervals";
import { netPopulationGrid } from "@cxkit/stats/coverage";
import { staying } from "./means.ts";
import {
  contains,
  joint,
  multinomialProbability,
  type Row,
  type Said,
  samplesOf,
  type Tabulated,
  tabulated,
  type Truth,
} from "./tabulate.ts";

const shares = Array.from({ length: 10 }, (_, i) => (2 * i + 1) / 20);

/**
 * Exact coverage of an interval for a ratio of two shares or of their odds, over all pairs of the shares 5, 15, … 95 %.
 * Widths are those on the scale r / (1 + r), on which all ratios lie between 0 and 1.
 */
export function ratioCoverage(
  interval: RatioInterval,
  ratio: (a: number, b: number) => number,
  n: number,
  level: number,
): Tabulated {
  const said: Said[] = [];
  for (let a = 0; a <= n; a++)
    for (let b = 0; b <= n; b++) {
      try {
        const [first, second]: ProportionCounts[] = [
          { successes: a, trials: n },
          { successes: b, trials: n },
        ];
        said.push({ interval: interval(first!, second!, level) });
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        said.push(null);
      }
    }
  const binomial = new Map(
    shares.map((share) => {
      const probability = multinomialProbability([share, 1 - share], n);
      return [share, Array.from({ length: n + 1 }, (_, x) => probability([x, n - x]))];
    }),
  );
  const truths = shares.flatMap((a) =>
    shares.map((b): Truth => {
      const [first, second] = [binomial.get(a)!, binomial.get(b)!];
      return {
        value: ratio(a, b),
        words: `${percent(a)} and ${percent(b)}`,
        probability: (sample) => first[Math.floor(sample / (n + 1))]! * second[sample % (n + 1)]!,
      };
    }),
  );
  const placed = (value: number) => (value > 1e300 ? 1 : value / (1 + value));
  return tabulated(interval.method, said, truths, {
    whole: 1,
    axis: Math.log,
    width: (low, high) => placed(high) - placed(low),
  });
}

/** Exact coverage of a method for the change of a share among people who answered twice. */
export function pairedProportionCoverage(
  difference: (waves: PairedWaves, level: number) => DifferenceTest,
  n: number,
  level: number,
): Tabulated {
  const margins = [0.05, 0.2, 0.5, 0.8, 0.95].map((share) => [1 - share, share]);
  return pairedCoverage(difference, [0, 1], margins, ([, yes]) => percent(yes!), n, level);
}

/** Exact coverage of a method for the change of a net share among people who answered twice. */
export function pairedNetCoverage(
  difference: (waves: PairedWaves, level: number) => DifferenceTest,
  n: number,
  level: number,
): Tabulated {
  const margins = [
    [0.2, 0.3, 0.5],
    [0.1, 0.15, 0.75],
    [0.03, 0.12, 0.85],
    [0.4, 0.2, 0.4],
  ];
  const words = ([low, , high]: readonly number[]) => `NPS ${Math.round(100 * (high! - low!))}`;
  return pairedCoverage(difference, [-1, 0, 1], margins, words, n, level);
}

function pairedCoverage(
  difference: (waves: PairedWaves, level: number) => DifferenceTest,
  points: readonly number[],
  margins: readonly (readonly number[])[],
  words: (margin: readonly number[]) => string,
  n: number,
  level: number,
): Tabulated {
  const k = points.length;
  const mean = (margin: readonly number[]) => margin.reduce((sum, p, i) => sum + p * points[i]!, 0);
  const truths = margins.flatMap((before) =>
    margins.flatMap((after) =>
      staying.map((part) => ({
        value: mean(after) - mean(before),
        words: `${words(before)}, then ${words(after)}, ${100 * part} % stay`,
        probability: multinomialProbability(joint(before, after, part).flat(), n),
        equal: before === after,
        coverage: 0,
        width: 0,
        alarm: 0,
      })),
    ),
  );
  let method = "";
  forEachSample(k * k, n, (counts) => {
    const table = points.map((_, i) => counts.slice(i * k, (i + 1) * k));
    const made = difference({ points, counts: table }, level);
    method = made.method;
    for (const truth of truths) {
      const probability = truth.probability(counts);
      truth.width += probability * (made.interval.high - made.interval.low);
      if (contains(made.interval, truth.value)) truth.coverage += probability;
      if (made.pValue < 1 - level - 1e-12) truth.alarm += probability;
    }
  });
  return {
    method,
    rows: truths.map(({ value, words: said, equal, coverage, width, alarm }): Row => {
      return { truth: value, words: said, coverage, width, ...(equal && { falseAlarm: alarm }) };
    }),
  };
}

/** Every way to put n responses into the cells, one after the other, in an array that is used again. */
function forEachSample(cells: number, n: number, visit: (counts: number[]) => void): void {
  const counts = Array.from({ length: cells }, () => 0);
  const fill = (cell: number, left: number): void => {
    if (cell === cells - 1) {
      counts[cell] = left;
      visit(counts);
      return;
    }
    for (let count = 0; count <= left; count++) {
      counts[cell] = count;
      fill(cell + 1, left - count);
    }
  };
  fill(0, n);
}

/** Exact coverage of intervals for three shares at once: all three must hold. Widths are means of the three. */
export function multinomialCoverage(intervals: MultinomialIntervals, n: number, level: number): Tabulated {
  const samples = samplesOf(3, n);
  const limits = samples.map((counts) => intervals(counts, level));
  const widths = limits.map(
    (each) => each.reduce((sum, { low, high }) => sum + Math.min(1, high) - Math.max(0, low), 0) / 3,
  );
  return {
    method: intervals.method,
    rows: netPopulationGrid().map(({ favorable, unfavorable }): Row => {
      const population = [favorable, 1 - favorable - unfavorable, unfavorable];
      const probability = multinomialProbability(population, n);
      let [coverage, width] = [0, 0];
      samples.forEach((counts, sample) => {
        const p = probability(counts);
        width += p * widths[sample]!;
        if (limits[sample]!.every((each, i) => contains(each, population[i]!))) coverage += p;
      });
      return {
        truth: Math.min(...population),
        coverage,
        width,
        words: population.map(percent).join(", "),
      };
    }),
  };
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
