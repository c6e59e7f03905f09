import {
  type Comparison,
  cxError,
  type Estimate,
  type HostedMetric,
  type MetricEntry,
  type Tally,
} from "@cxkit/core";
import { foldCells } from "@cxkit/core/store-rules";
import { grantedClasses } from "./granted-data.ts";
import { grantedQuery } from "./granted-query.ts";
import { hostedPlugin, type HostedPluginParts } from "./hosted-plugin.ts";
import { offline } from "./plugin-command.ts";
import { withoutRecords } from "./plugin-notifier.ts";
import type { CallOptions, InstalledPlugin } from "./runner.ts";

/**
 * A metric of a plugin with code: its fold counts pages of columns where its code runs, some thousand rows to a message, and estimates
 * are asked for of many tallies at a time. It sees values, times and weights, and neither groups nor customers.
 *
 * @param entry the metric's entry in the plugin's manifest
 */
export function pluginMetric(
  parts: HostedPluginParts & { readonly settings?: unknown; readonly now: () => string },
  plugin: InstalledPlugin,
  entry: MetricEntry,
): HostedMetric {
  const hosted = hostedPlugin(parts, plugin, "metric", entry);
  const { id, title, unit, better, select, compares } = entry;
  const { settings, now } = parts;
  const ask = async (
    member: string,
    args: readonly unknown[],
    answers: number,
  ): Promise<readonly unknown[]> => {
    hosted.checkWorthAsking();
    const given = { ...withoutRecords(hosted.name), http: offline(hosted.name), secrets: {}, now };
    const options: CallOptions = {
      services: parts.limit(plugin, given, undefined),
      ...(settings !== undefined && { settings }),
    };
    const said = await hosted.code().call(hosted.reference, member, args, options);
    if (Array.isArray(said) && said.length === answers) return said;
    throw wrong(`does not answer for each of what it is asked`);
  };
  const wrong = (what: string): Error =>
    cxError("contribution-failed", `${hosted.name} ${what}`, { contribution: hosted.name });
  return {
    id,
    title,
    unit,
    better,
    select,
    async count(store, query) {
      grantedQuery(plugin.manifest.id, { ...query, by: [] }, grantedClasses(plugin));
      return foldCells(store, query, async (cells) => {
        const tallies = await ask("fold", [cells], cells.length);
        if (!tallies.every(isTally)) throw wrong("counts something that is no tally");
        return tallies;
      });
    },
    async estimates(tallies, options = {}) {
      if (tallies.length === 0) return [];
      const estimates = await ask("estimates", [tallies, options], tallies.length);
      if (estimates.every((one) => isEstimate(one, unit))) return estimates as readonly Estimate[];
      throw wrong(`estimates something that is no estimate in ${unit}`);
    },
    ...(compares && {
      async compare(pairs, options = {}) {
        if (pairs.length === 0) return [];
        const found = await ask("compare", [pairs, options], pairs.length);
        if (found.every(isComparison)) return found as readonly Comparison[];
        throw wrong("compares without a p-value");
      },
    }),
  };
}

const tallyKinds: ReadonlySet<unknown> = new Set<Tally["kind"]>([
  "scale",
  "pair",
  "category",
  "moment",
  "sketch",
]);

function isTally(value: unknown): value is Tally {
  return isRecord(value) && tallyKinds.has(value["kind"]);
}

/** Numbers that are none would become `NaN` in somebody's report. */
function isEstimate(value: unknown, unit: string): boolean {
  if (!isRecord(value) || value["unit"] !== unit || typeof value["method"] !== "string") return false;
  const { interval } = value;
  const limits = isRecord(interval) ? [interval["low"], interval["high"]] : [interval];
  const maybe = [value["value"], value["standardError"], ...limits];
  const always = [value["n"], value["effectiveN"], value["confidenceLevel"]];
  return maybe.every((one) => one === null || isNumber(one)) && always.every(isNumber);
}

function isComparison(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value["difference"])) return false;
  const { pValue, test, alternative } = value;
  const said = typeof test === "string" && typeof alternative === "string";
  return said && isNumber(pValue) && pValue >= 0 && pValue <= 1 && isNumber(value["statistic"]);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
