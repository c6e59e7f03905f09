import type { Columns, Estimate, Metric, Tally } from "@cxkit/core";
import * as fc from "fast-check";
import { firstDifference } from "./first-difference.ts";
import { broken, generated, type Law, shown } from "./law.ts";
import { rowsAt, rowsBetween } from "./rows.ts";

/**
 * What every metric keeps: merging is associative and commutative with `empty` as its identity, split anywhere equals whole, order of
 * arrival never matters, the tally survives JSON, no data gives no value, and an estimate is honest about itself.
 *
 * Counts are compared exactly, sums to 1e-12 relative.
 *
 * @param metric the metric under test
 * @param sample rows as its selection would yield them: some dozens, on and between the ends of the scale, some missing, weighted where
 *   the metric takes weights
 */
export function metricLaws<T extends Tally>(metric: Metric<T>, sample: Columns): readonly Law[] {
  const tallyOf = (rows: Columns): T => {
    const tally = metric.empty();
    metric.fold(tally, rows);
    return tally;
  };
  const slack = slackOf(sample);
  const same = (claim: string, left: T, right: T): void => {
    const difference = firstDifference(left, right, slack);
    if (difference !== null) broken(`${metric.id}: ${claim}: ${difference}`);
  };
  const cut = fc.nat(sample.length);
  const twoCuts = fc.tuple(cut, cut).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  // Copies, so that a metric that writes to its rows breaks one law and not all.
  const fresh = (): Columns => rowsAt(sample, [...sample.value.keys()]);
  const parts = (first: number, second: number): [T, T, T] => {
    const rows = fresh();
    return [
      tallyOf(rowsBetween(rows, 0, first)),
      tallyOf(rowsBetween(rows, first, second)),
      tallyOf(rowsBetween(rows, second, rows.length)),
    ];
  };
  const subset = fc.array(fc.nat(Math.max(0, sample.length - 1)), { maxLength: sample.length });
  const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99, 0.999);

  return [
    {
      name: "a sample holds rows to test with",
      check() {
        if (sample.length < 2) broken(`${metric.id}: the laws need at least 2 rows, got ${sample.length}`);
      },
    },
    {
      name: "merge is associative",
      check: holds(twoCuts, ([first, second]) => {
        const [a, b, c] = parts(first, second);
        same(
          "(a + b) + c is not a + (b + c)",
          metric.merge(metric.merge(a, b), c),
          metric.merge(a, metric.merge(b, c)),
        );
      }),
    },
    {
      name: "merge is commutative",
      check: holds(twoCuts, ([first, second]) => {
        const [a, b] = parts(first, second);
        same("a + b is not b + a", metric.merge(a, b), metric.merge(b, a));
      }),
    },
    {
      name: "empty is the identity of merge",
      check: holds(cut, (first) => {
        const [a] = parts(first, first);
        same("a + empty is not a", metric.merge(a, metric.empty()), a);
        same("empty + a is not a", metric.merge(metric.empty(), a), a);
      }),
    },
    {
      name: "merge leaves both of its tallies as they were",
      check: holds(twoCuts, ([first, second]) => {
        const [a, b] = parts(first, second);
        const before = JSON.stringify([a, b]);
        metric.merge(a, b);
        if (JSON.stringify([a, b]) !== before) broken(`${metric.id}: merge wrote to a tally it was given`);
      }),
    },
    {
      name: "split anywhere equals whole",
      check: holds(twoCuts, ([first, second]) => {
        const whole = tallyOf(fresh());
        const [a, b, c] = parts(first, second);
        same(`split at ${first} and ${second} is not the whole`, metric.merge(metric.merge(a, b), c), whole);
        const inTurn = metric.empty();
        for (const [from, below] of [
          [0, first],
          [first, second],
          [second, sample.length],
        ] as const) {
          metric.fold(inTurn, rowsBetween(fresh(), from, below));
        }
        same(`folded in turn, split at ${first} and ${second}, is not the whole`, inTurn, whole);
      }),
    },
    {
      name: "order of arrival never matters",
      check: holds(permutation(sample.length), (order) => {
        same("another order gives another tally", tallyOf(rowsAt(sample, order)), tallyOf(fresh()));
      }),
    },
    {
      name: "fold never writes to its rows",
      check() {
        const rows = fresh();
        metric.fold(metric.empty(), rows);
        const difference = firstDifference(plain(rows), plain(sample));
        if (difference !== null) broken(`${metric.id}: fold changed its rows at ${difference}`);
      },
    },
    {
      name: "the tally survives JSON",
      check: holds(cut, (first) => {
        for (const tally of parts(first, first)) {
          const difference = firstDifference(JSON.parse(JSON.stringify(tally)), tally);
          if (difference !== null) broken(`${metric.id}: JSON loses ${difference}`);
        }
      }),
    },
    {
      name: "no data gives no value, no interval and n = 0",
      check() {
        const { value, interval, n } = metric.estimate(metric.empty());
        if (value !== null || interval !== null || n !== 0) {
          broken(
            `${metric.id}: nothing was measured, yet value ${value}, interval ${shown(interval)}, n ${n}`,
          );
        }
      },
    },
    {
      name: "rows without a value never enter the base",
      check() {
        if (metric.select.item === undefined) return;
        const { n } = metric.estimate(tallyOf(fresh()));
        const answers = sample.value.filter((value) => !Number.isNaN(value)).length;
        if (n > answers) broken(`${metric.id}: n is ${n}, but only ${answers} rows have a value`);
      },
    },
    {
      name: "estimate leaves its tally as it was",
      check() {
        const tally = tallyOf(fresh());
        const before = JSON.stringify(tally);
        metric.estimate(tally);
        if (JSON.stringify(tally) !== before) broken(`${metric.id}: estimate wrote to its tally`);
      },
    },
    {
      name: "an estimate is finite, of the metric's unit and at the level asked for",
      check: holds(fc.tuple(subset, level), ([positions, confidenceLevel]) => {
        const estimate = metric.estimate(tallyOf(rowsAt(sample, positions)), { confidenceLevel });
        const loose = numbersOf(estimate).find((number) => !Number.isFinite(number));
        if (loose !== undefined) broken(`${metric.id}: an estimate holds ${loose}: ${numbers(estimate)}`);
        if (estimate.unit !== metric.unit) {
          broken(`${metric.id}: the unit is ${metric.unit}, the estimate's is ${estimate.unit}`);
        }
        if (estimate.confidenceLevel !== confidenceLevel) {
          broken(`${metric.id}: asked for level ${confidenceLevel}, got ${estimate.confidenceLevel}`);
        }
        if (estimate.effectiveN > estimate.n * (1 + 1e-12)) {
          broken(`${metric.id}: the effective base ${estimate.effectiveN} is above n = ${estimate.n}`);
        }
      }),
    },
    {
      name: "an interval contains its value",
      check: holds(fc.tuple(subset, level), ([positions, confidenceLevel]) => {
        const estimate = metric.estimate(tallyOf(rowsAt(sample, positions)), { confidenceLevel });
        const { value, interval } = estimate;
        if (value === null && interval !== null) {
          broken(`${metric.id}: an interval around no value: ${numbers(estimate)}`);
        }
        if (value === null || interval === null) return;
        if ((interval.low ?? value) > value || (interval.high ?? value) < value) {
          broken(`${metric.id}: ${value} is outside its interval: ${numbers(estimate)}`);
        }
      }),
    },
    {
      name: "a higher confidence level never narrows the interval",
      check: holds(fc.tuple(subset, level, level), ([positions, one, other]) => {
        const tally = tallyOf(rowsAt(sample, positions));
        const low = metric.estimate(tally, { confidenceLevel: Math.min(one, other) });
        const high = metric.estimate(tally, { confidenceLevel: Math.max(one, other) });
        if (low.interval === null || high.interval === null) {
          if (low.interval !== high.interval)
            broken(`${metric.id}: an interval at one level only: ${numbers(low)}`);
          return;
        }
        const inside =
          notAbove(high.interval.low, low.interval.low) && notAbove(low.interval.high, high.interval.high);
        if (!inside) broken(`${metric.id}: ${numbers(high)} is narrower than ${numbers(low)}`);
      }),
    },
    {
      name: "unweighted ignores the weights",
      check() {
        if (!sample.weight) return;
        const { weight: _weights, ...bare } = fresh();
        const asked = metric.estimate(tallyOf(fresh()), { weighting: "unweighted" });
        const { value } = metric.estimate(tallyOf(bare));
        if (firstDifference(asked.value, value, slack) !== null) {
          broken(`${metric.id}: unweighted gives ${asked.value}, without weights it is ${value}`);
        }
      },
    },
  ];
}

function holds<T>(input: fc.Arbitrary<T>, check: (input: T) => void): () => void {
  return () => fc.assert(fc.property(input, check), generated);
}

function permutation(length: number): fc.Arbitrary<number[]> {
  const positions = Array.from({ length }, (_, position) => position);
  return fc.shuffledSubarray(positions, { minLength: length, maxLength: length });
}

/** Counts must agree exactly; sums and moments to 1e-12 of what was added up. */
function slackOf(sample: Columns): (path: string, left: number, right: number) => number {
  const largest = sample.value.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 1);
  return (path, left, right) => {
    if (/^(counts|n|missing|beforeOnly|afterOnly|zeros|positive|negative)\b/.test(path)) return 0;
    const scale = path === "squares" ? sample.length * largest * largest : path === "mean" ? largest : 0;
    return 1e-12 * Math.max(Math.abs(left), Math.abs(right), scale);
  };
}

function notAbove(lower: number | null, upper: number | null): boolean {
  if (lower === null || upper === null) return lower === upper;
  return lower <= upper + 1e-12 * Math.max(1, Math.abs(upper));
}

function numbersOf(estimate: Estimate): number[] {
  const { value, interval, standardError, n, effectiveN } = estimate;
  return [value, interval?.low, interval?.high, standardError, n, effectiveN].filter(
    (part) => typeof part === "number",
  );
}

function numbers(estimate: Estimate): string {
  const { value, interval, n, confidenceLevel } = estimate;
  return shown({ value, interval, n, confidenceLevel });
}

function plain(rows: Columns): unknown {
  return {
    time: [...rows.time],
    value: [...rows.value],
    missing: rows.missing && [...rows.missing],
    weight: rows.weight && [...rows.weight],
    fields: Object.entries(rows.fields).map(([path, column]) => [path, [...column.codes], column.values]),
  };
}
