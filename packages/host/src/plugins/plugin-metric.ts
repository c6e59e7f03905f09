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

/** Milliseconds for a message at the latest: some thousand rows take a few, and rules wait meanwhile. */
const countWithin = 10_000;

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
  /** Rows that a tally was counted from, where it was counted here. */
  const rowsOf = new WeakMap<Tally, number>();
  const ask = async (
    member: string,
    args: readonly unknown[],
    answers: number,
  ): Promise<readonly unknown[]> => {
    hosted.checkWorthAsking();
    const given = { ...withoutRecords(hosted.name), http: offline(hosted.name), secrets: {}, now };
    const { callMs = countWithin } = plugin.manifest.limits ?? {};
    const options: CallOptions = {
      services: parts.limit(plugin, given, undefined),
      ...(settings !== undefined && { settings }),
      deadline: Math.min(countWithin, callMs),
    };
    const said = await hosted.call(member, args, options);
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
        for (const [at, { tally, rows }] of cells.entries())
          rowsOf.set(tallies[at]!, (tally ? (rowsOf.get(tally) ?? 0) : 0) + rows.length);
        return tallies;
      });
    },
    async estimates(tallies, options = {}) {
      if (tallies.length === 0) return [];
      const estimates = await ask("estimates", [tallies, options], tallies.length);
      const counted = tallies.map((tally) => (tally === null ? 0 : (rowsOf.get(tally) ?? Infinity)));
      if (estimates.every((one, at) => isEstimate(one, unit, counted[at]!)))
        return estimates as readonly Estimate[];
      throw wrong(`estimates something that is no estimate in ${unit} of what was counted`);
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

/** What sums of many numbers may be off by. */
const rounding = 1e-6;

/** Where numbers of a unit lie. Of the others only the metric knows. */
const ranges: { readonly [unit: string]: readonly [least: number, most: number] } = {
  points: [-100, 100],
  percent: [0, 100],
  probability: [0, 1],
};

/**
 * Numbers that are none would become `NaN` in somebody's report.
 *
 * @param rows what was counted: a base above it would show what is hidden because so few answered
 */
function isEstimate(value: unknown, unit: string, rows: number): boolean {
  if (!isRecord(value) || value["unit"] !== unit || !isQuantity(value)) return false;
  const { interval, n } = value;
  const [least, most] = ranges[unit] ?? [-Infinity, Infinity];
  const placed = [value["value"], ...(isRecord(interval) ? [interval["low"], interval["high"]] : [])];
  const inside = (one: unknown): boolean => one === null || within(one, least - rounding, most + rounding);
  return placed.every(inside) && within(n, 0, rows);
}

function isQuantity(value: { readonly [key: string]: unknown }): boolean {
  const { interval, n, effectiveN, confidenceLevel } = value;
  const { low = null, high = null } = isRecord(interval) ? interval : {};
  const maybe = [value["value"], value["standardError"], low, high];
  if (!maybe.every((one) => one === null || isNumber(one))) return false;
  if (interval !== null && !isRecord(interval)) return false;
  if (isNumber(low) && isNumber(high) && low > high) return false;
  const bases = isNumber(n) && n >= 0 && isNumber(effectiveN) && effectiveN >= 0;
  const level = isNumber(confidenceLevel) && confidenceLevel > 0 && confidenceLevel < 1;
  return bases && level && typeof value["method"] === "string" && typeof value["unit"] === "string";
}

function isComparison(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value["difference"]) || !isQuantity(value["difference"])) return false;
  const { pValue, test, alternative } = value;
  const said = typeof test === "string" && typeof alternative === "string";
  return said && within(pValue, 0, 1) && isNumber(value["statistic"]);
}

function within(value: unknown, least: number, most: number): boolean {
  return isNumber(value) && value >= least && value <= most;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
