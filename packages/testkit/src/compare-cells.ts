import type { Cell, Tally } from "@cxkit/core";
import { firstDifference } from "./first-difference.ts";

/**
 * Where two answers to a query first differ; `null` when they say the same. The order of cells does not count, nor do cells in which
 * nothing was counted. Counts must agree exactly, sums to 1e-12 relative.
 */
export function cellsDifference(got: readonly Cell[], wanted: readonly Cell[]): string | null {
  return firstDifference(byGroup(got), byGroup(wanted), (path, left, right) =>
    /\.(?:sum|sumOfSquares|mean|squares)\b/.test(path)
      ? 1e-12 * Math.max(1, Math.abs(left), Math.abs(right))
      : 0,
  );
}

function byGroup(cells: readonly Cell[]): { readonly [group: string]: unknown } {
  const filled = cells.map(({ by, period, tally }) => [group(by, period), counted(tally)] as const);
  const named = filled.filter(([, tally]) => tally !== null);
  const twice = named.find(([name], index) => named.findIndex(([other]) => other === name) < index);
  return { ...Object.fromEntries(named), ...(twice && { [`${twice[0]} twice`]: true }) };
}

function group(by: Cell["by"], period: Cell["period"]): string {
  const fields = Object.entries(by).toSorted(([left], [right]) => (left < right ? -1 : 1));
  const named = fields.map(
    ([field, value]) => `${field}=${value === null ? "absent" : JSON.stringify(value)}`,
  );
  const dates = period && [period.from, period.below].map((time) => new Date(time).toISOString());
  return [...named, ...(dates ? [dates.join("…")] : [])].join(", ") || "all";
}

/** A tally without what says nothing: zeros of open categories, the name of its instrument; `null` when nothing is in it. */
function counted(tally: Tally): unknown {
  const missing = "missing" in tally ? withoutZeros(tally.missing) : {};
  if (tally.kind === "category") {
    const counts = withoutZeros(tally.counts);
    const none = Object.keys(counts).length + Object.keys(missing).length === 0;
    return none ? null : { kind: tally.kind, counts, weights: tally.weights, missing };
  }
  if (tally.kind === "scale") {
    const none = tally.counts.every((count) => count === 0) && Object.keys(missing).length === 0;
    const { kind, scale, counts, weights } = tally;
    return none ? null : { kind, scale, counts, weights, missing };
  }
  return { ...tally, missing };
}

function withoutZeros(counts: { readonly [name: string]: number | undefined }): { [name: string]: number } {
  return Object.fromEntries(
    Object.entries(counts).filter((entry): entry is [string, number] => (entry[1] ?? 0) !== 0),
  );
}
