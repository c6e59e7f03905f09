import type { EstimateOptions, Metric, Tally } from "@cxkit/core";
import type { CellRows } from "@cxkit/core/store-rules";
import { pluginError } from "./plugin-error.ts";

/** What a metric is asked beside its plugin: by the page, since every question costs a message. `null` is a tally of nothing. */
export const metricMembers = {
  fold: (metric: Metric, _: unknown, [parts]: readonly [readonly CellRows[]]): readonly Tally[] =>
    parts.map(({ tally, rows }) => {
      const into = tally ?? metric.empty();
      metric.fold(into, rows);
      return into;
    }),
  estimates: (
    metric: Metric,
    _: unknown,
    [tallies, options]: readonly [readonly (Tally | null)[], EstimateOptions | undefined],
  ) => tallies.map((tally) => metric.estimate(tally ?? metric.empty(), options ?? {})),
  compare(
    metric: Metric,
    _: unknown,
    [pairs, options]: readonly [
      readonly (readonly [Tally | null, Tally | null])[],
      EstimateOptions | undefined,
    ],
  ) {
    const { compare } = metric;
    if (!compare) throw pluginError("unsupported", `metric ${metric.id} does not compare`);
    return pairs.map(([left, right]) =>
      compare(left ?? metric.empty(), right ?? metric.empty(), options ?? {}),
    );
  },
} as const;
