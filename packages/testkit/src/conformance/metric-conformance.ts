import type { Columns, Metric, Tally, Unit } from "@cxkit/core";
import { broken, shown } from "../law.ts";
import { metricLaws } from "../metric-laws.ts";
import { rowsAt } from "../rows.ts";
import { trappedNow } from "./ambient-traps.ts";
import { checksOf, type ConformanceCheck, type Skip, untried } from "./check.ts";
import { definitionPlan } from "./definition-plan.ts";
import { lawful } from "./lawful.ts";

/** What a metric is tried with besides its sample. */
export interface MetricConformanceOptions {
  /** The value of rows, computed exactly by somebody else: rational arithmetic, a published table. Bound: 1e-12 relative. */
  readonly exact?: (rows: Columns) => number | null;
  readonly skip?: readonly Skip[];
}

/**
 * What every metric keeps, as checks with ids: built on `metricLaws`, with range, exactness and purity besides.
 *
 * @param metric the metric under test
 * @param sample rows as its selection would yield them, some dozens, on and between the ends of the scale, some missing
 * @throws {RangeError} when a skip names no check or gives no reason
 */
export function metricConformance<T extends Tally>(
  metric: Metric<T>,
  sample: Columns,
  { exact, skip }: MetricConformanceOptions = {},
): readonly ConformanceCheck[] {
  const laws = lawful(() => metricLaws(metric, sample));
  const fresh = (): Columns => rowsAt(sample, [...sample.value.keys()]);
  const tallyOf = (rows: Columns): T => {
    const tally = metric.empty();
    metric.fold(tally, rows);
    return tally;
  };
  const range = rangeOf(metric.unit);
  return checksOf(
    [
      definitionPlan("M1", "metric", metric),
      {
        id: "M2",
        title: "order of arrival never matters",
        why: "Rows come in another order from every store.",
        check: laws("a sample holds rows to test with", "order of arrival never matters"),
      },
      {
        id: "M3",
        title: "merging is associative and commutative, with `empty` as its identity, and writes to neither",
        why: "Shards and days are added up in any order.",
        check: laws(
          "merge is associative",
          "merge is commutative",
          "empty is the identity of merge",
          "merge leaves both of its tallies as they were",
        ),
      },
      {
        id: "M4",
        title: "split anywhere equals whole, streamed or at once",
        why: "A page boundary must not be a number.",
        check: laws("split anywhere equals whole", "fold never writes to its rows"),
      },
      {
        id: "M5",
        title: "the tally survives JSON",
        why: "It is stored, and crosses processes.",
        check: laws("the tally survives JSON"),
      },
      {
        id: "M6",
        title: "no data is absent, and not 0",
        why: "An empty week is no bad week.",
        check: laws("no data gives no value, no interval and n = 0"),
      },
      {
        id: "M7",
        title: "rows without a value are in no base",
        why: "People who were not asked have not said no.",
        check: laws("rows without a value never enter the base"),
      },
      {
        id: "M8",
        title: "value and interval lie within the unit's range",
        why: "A share above a hundred percent discredits the page it is on.",
        unless: range === null ? `a value in ${metric.unit} may be anything` : undefined,
        check() {
          const [low, high] = range ?? [-Infinity, Infinity];
          for (const position of [-1, ...sample.value.keys()]) {
            const rows = position < 0 ? fresh() : rowsAt(sample, [position]);
            const { value, interval } = metric.estimate(tallyOf(rows));
            const outside = [value, interval?.low, interval?.high].find(
              (one) => typeof one === "number" && (one < low || one > high),
            );
            if (outside !== undefined) broken(`${metric.id}: ${outside} is outside ${low}…${high}`);
          }
        },
      },
      {
        id: "M9",
        title: "an estimate is finite, honest about its base, and wider where it is to be surer",
        why: "An interval that is too narrow is a promise that is broken.",
        check: laws(
          "estimate leaves its tally as it was",
          "an estimate is finite, of the metric's unit and at the level asked for",
          "an interval contains its value",
          "a higher confidence level never narrows the interval",
          "unweighted ignores the weights",
        ),
      },
      {
        id: "M10",
        title: "the value agrees with an exact one to 1e-12",
        why: "Sums drift with the order and the size of what is added.",
        unless: exact ? undefined : untried("no exact value is given (`exact`)"),
        check() {
          const subsets = [
            fresh(),
            ...[2, 3].map((step) =>
              rowsAt(
                sample,
                [...sample.value.keys()].filter((row) => row % step === 0),
              ),
            ),
          ];
          for (const rows of subsets) {
            const [{ value }, wanted] = [metric.estimate(tallyOf(rows)), exact?.(rows) ?? null];
            const near =
              value === null || wanted === null
                ? value === wanted
                : Math.abs(value - wanted) <= 1e-12 * Math.max(1, Math.abs(wanted));
            if (!near) broken(`${metric.id}: ${shown(value)}, exactly ${shown(wanted)}`);
          }
        },
      },
      {
        id: "M11",
        title: "neither clock nor chance nor place has a part in it",
        why: "A number that was printed must come out again.",
        check() {
          const work = (): unknown => metric.estimate(tallyOf(fresh()));
          const { touched } = trappedNow("pure", work);
          const placed = trappedNow("placeless", work).touched;
          if (touched.length + placed.length > 0)
            broken(`${metric.id} uses ${[...touched, ...placed].join(", ")}`);
        },
      },
    ],
    skip,
  );
}

function rangeOf(unit: Unit): readonly [number, number] | null {
  if (unit === "points") return [-100, 100];
  if (unit === "percent") return [0, 100];
  if (unit === "probability") return [0, 1];
  return unit === "count" || unit === "second" ? [0, Infinity] : null;
}
