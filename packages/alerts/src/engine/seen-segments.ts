import {
  type Comparison,
  cxError,
  type Dimension,
  type Estimate,
  type HostedMetric,
  type HostedWindow,
  type Store,
  type Tally,
} from "@cxkit/core";
import type { CheckedRule } from "../watched-rule.ts";
import { isHere } from "../watched-rule.ts";
import { instant } from "./memory.ts";
import type { Setup } from "./setup.ts";

/** What a rule sees of a segment, and what it was counted from. */
export interface SeenSegment {
  /** The segment's values, as JSON. */
  readonly key: string;
  readonly window: HostedWindow["seen"];
  /** `null`: nothing was counted. */
  readonly tally: Tally | null;
}

/**
 * What the rule sees of every segment: those that have answers now, and those that once had. Estimates of all of them are asked for
 * together.
 *
 * @throws {CxError} `invalid-setup` for a metric that cannot do what the rule wants
 */
export async function seenSegments(
  setup: Setup,
  rule: CheckedRule,
  store: Pick<Store, "tally" | "scan">,
  at: number,
  known: Iterable<string>,
): Promise<readonly SeenSegment[]> {
  const { metric } = rule;
  const refuse = (why: string): never => {
    throw cxError("invalid-setup", `rules.${rule.id}.metric: ${why}`, { path: `rules.${rule.id}.metric` });
  };
  if (!metric) return refuse("a rule about a window needs a metric");
  const from = setup.schedule.earlier(at, rule.window);
  const against = await againstOf(rule);
  if (against && !metric.compare) return refuse(`${metric.id} cannot compare two windows`);
  const below = against === "previous" ? from : setup.schedule.earlier(at, "52w");
  const now = await cellsBetween(setup, rule, metric, store, from, at);
  const past = against
    ? await cellsBetween(setup, rule, metric, store, setup.schedule.earlier(below, rule.window), below)
    : undefined;
  const keys = new Set([...now.keys(), ...(past?.keys() ?? []), ...known]);
  if (rule.by.length === 0) keys.add("[]");
  const sorted = [...keys].toSorted();
  const tallies = sorted.map((key) => now.get(key) ?? null);
  const before = past && sorted.map((key) => past.get(key) ?? null);
  const estimates = await metric.estimates(tallies);
  const earlier = before && (await metric.estimates(before));
  const comparisons =
    before && (await metric.compare?.(tallies.map((tally, row) => [tally, before[row] ?? null] as const)));
  return sorted.map((key, row) => ({
    key,
    tally: tallies[row] ?? null,
    window: {
      kind: "window",
      estimate: estimates[row]!,
      better: metric.better,
      ...compared(earlier?.[row], comparisons?.[row]),
      segment: segmentOf(rule, key),
      from: instant(from),
      below: instant(at),
      now: instant(at),
    },
  }));
}

async function againstOf({ rule, params }: CheckedRule): Promise<"previous" | "year-ago" | null> {
  return isHere(rule) ? (rule.against?.(params) ?? null) : rule.against(params);
}

function compared(
  earlier: Estimate | undefined,
  comparison: Comparison | undefined,
): Pick<HostedWindow["seen"], "earlier" | "comparison"> {
  return earlier && comparison ? { comparison, earlier } : {};
}

async function cellsBetween(
  { zone }: Setup,
  { by, where }: CheckedRule,
  metric: HostedMetric,
  store: Pick<Store, "tally" | "scan">,
  from: number,
  below: number,
): Promise<Map<string, Tally>> {
  const filters = [metric.select.where, where].filter((filter) => filter !== undefined);
  const select = { ...metric.select, ...(filters.length > 0 && { where: { all: filters } }) };
  const cells = await metric.count(store, { select, by, zone, window: { from, below } });
  return new Map(
    cells.map((cell) => [JSON.stringify(by.map((field) => cell.by[field] ?? null)), cell.tally] as const),
  );
}

function segmentOf({ by }: CheckedRule, key: string): { readonly [field: Dimension]: string | null } {
  const values = JSON.parse(key) as readonly (string | null)[];
  return Object.fromEntries(by.map((field, at) => [field, values[at] ?? null]));
}
