import {
  type ContributionKind,
  cxError,
  type HostedMetric,
  type Journey,
  type Metric,
  type MetricEntry,
} from "@cxkit/core";
import { fiveStageJourney } from "@cxkit/journeys";
import { scoreMetric, type ScoreMetricData } from "@cxkit/metrics";
import type { FoundContribution } from "./find-contribution.ts";
import { hasCode } from "./find-contribution.ts";
import { builtInMetrics, scoreMetricOf } from "./score-metric-of.ts";
import type { ScoreSettings, WorkspaceConfig } from "./workspace-config.ts";
import type { WorkspacePlugins } from "./workspace-plugins.ts";

/**
 * The journey of a configuration: written down, or a plugin's by name.
 *
 * @throws {CxError} `invalid-setup` when there is none of that name
 */
export async function journeyOf(
  { journey }: Pick<WorkspaceConfig, "journey">,
  plugins: WorkspacePlugins,
): Promise<Journey> {
  if (typeof journey !== "string") return journey ?? fiveStageJourney;
  const { entry } = await plugins.find("journeys", journey);
  return entry.data;
}

/**
 * The metric of a score: one that comes with cxkit, one that was handed in, or a plugin's by name, whose code runs where the
 * plugin's does.
 *
 * @throws {CxError} `invalid-setup` when there is none of that name, or it does not fit
 */
export async function scoreOf(
  id: string,
  settings: ScoreSettings,
  plugins: WorkspacePlugins,
): Promise<Metric | HostedMetric> {
  const { metric: name, title } = settings;
  if (typeof name !== "string" || builtInMetrics.includes(name)) return scoreMetricOf(id, settings);
  const found = await plugins.find("metrics", name, builtInMetrics);
  const item = "item" in settings ? settings.item : undefined;
  const metric = hasCode(found.entry) ? await codeMetric(found, plugins) : dataMetric(id, found, item);
  if (hasCode(found.entry) && item !== undefined)
    throw cxError("invalid-setup", `metric ${name} says itself what it counts`, { path: "item" });
  return title === undefined ? metric : { ...metric, title };
}

function dataMetric(id: string, { entry }: FoundContribution<"metrics">, item: string | undefined): Metric {
  const data = {
    ...("data" in entry ? entry.data : {}),
    id,
    title: entry.title,
  } as unknown as ScoreMetricData;
  return scoreMetric(item === undefined ? data : { ...data, select: { ...data.select, item } });
}

async function codeMetric(
  { plugin, entry }: FoundContribution<"metrics">,
  plugins: WorkspacePlugins,
): Promise<HostedMetric> {
  const { pluginMetric } = await import("@cxkit/host/plugins");
  return pluginMetric(plugins.parts(plugin), plugin, entry as MetricEntry);
}

/** Code that runs in this process. @throws {CxError} `invalid-setup` where that is not asked for and granted */
export async function codeOf<Kind extends ContributionKind>(
  kind: "store",
  { plugin, entry }: FoundContribution<Kind>,
  plugins: WorkspacePlugins,
): Promise<unknown> {
  if (!hasCode(entry)) throw cxError("invalid-setup", `${plugin.manifest.id}/${entry.id} has no code`);
  const { inProcessCode } = await import("@cxkit/host/plugins");
  return inProcessCode(plugin, kind, entry, plugins.granted(plugin));
}
