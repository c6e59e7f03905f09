import { cxError, type Instrument, type Metric, type Store } from "@cxkit/core";
import { cesMetric, csatMetric, meanMetric, npsMetric } from "@cxkit/metrics";
import { didYouMean } from "./did-you-mean.ts";
import type { BuiltInMetric, ScoreSettings } from "./workspace-config.ts";

const makers = { nps: npsMetric, csat: csatMetric, ces: cesMetric, mean: meanMetric } as const;

/** Names of the metrics that come with cxkit. */
export const builtInMetrics: readonly string[] = Object.keys(makers);

/** Whether a score is of a metric that comes with cxkit. */
export function isBuiltIn({ metric }: ScoreSettings): boolean {
  return typeof metric === "string" && builtInMetrics.includes(metric);
}

/**
 * The metric of a score as it is written down.
 *
 * @param id what the workspace calls the score
 * @param instrument what the answers were given on, where it is known: its scale and direction are taken unless the settings say others
 * @throws {CxError} `invalid-setup` when the metric is unknown, the item missing, or the scale does not fit
 */
export function scoreMetricOf(id: string, settings: ScoreSettings, instrument?: Instrument): Metric {
  if (typeof settings.metric !== "string") return settings.metric;
  // Checked again: a configuration in JavaScript or JSON has no types.
  const {
    metric,
    item,
    title,
    scale,
    direction,
    instrument: reference,
  } = settings as Partial<Extract<ScoreSettings, { readonly metric: BuiltInMetric }>>;
  const make = Object.hasOwn(makers, String(metric)) ? makers[metric as keyof typeof makers] : undefined;
  if (!make) {
    const meant = didYouMean(String(metric), builtInMetrics);
    throw cxError(
      "invalid-setup",
      `no metric is called ${String(metric)}; ${meant === undefined ? `there are ${builtInMetrics.join(", ")}` : `did you mean ${meant}?`}`,
      { path: "metric" },
    );
  }
  if (item === undefined)
    throw cxError("invalid-setup", "is missing: which item's answers are counted", { path: "item" });
  const used = scale ?? instrument?.scale ?? undefined;
  const end = direction ?? instrument?.direction;
  return make({
    id,
    item,
    ...(title !== undefined && { title }),
    ...(reference !== undefined && { instrument: reference }),
    ...(used && { scale: used }),
    ...(end !== undefined && { direction: end }),
  });
}

/**
 * The instrument of an item as the store knows it; the one named where it was asked in several ways, else the one with most answers.
 */
export async function instrumentOf(
  store: Pick<Store, "items">,
  item: string,
  reference?: string,
): Promise<Instrument | undefined> {
  const found = (await store.items()).filter((one) => one.item === item);
  const named = found.find(({ instrument: { id, version } }) => `${id}@${version}` === reference);
  return (named ?? found[0])?.instrument;
}
