import type { ReferenceCase, Witnessed } from "./area.ts";

/** What came of comparing a result with its reference value. */
export interface Compared {
  /** Numbers that were compared. */
  readonly numbers: number;
  /** Largest relative difference; absolute where a number that should be about 0 passed for being so. */
  readonly largest: number;
  /** Where and how results disagree; empty when all agree. */
  readonly failures: readonly string[];
}

interface Rule {
  readonly tolerance: number;
  readonly floor: number;
  /** Half a unit of the last printed digit. */
  readonly printed?: number;
}

/** Computes a case and compares every number, word and flag of the result with the reference. */
export function compareCase(witnessed: Witnessed, one: ReferenceCase): Compared {
  if (one.expected === undefined) return failed(`${one.id} has no reference value yet`);
  let got: unknown;
  try {
    got = witnessed.run(one.input as never);
  } catch (error) {
    return failed(`${one.id}: ${String(error)}`);
  }
  const rule = {
    tolerance: one.tolRel ?? 0,
    floor: 1e-12 * (witnessed.scale ?? 1),
    ...(one.decimals !== undefined && { printed: 0.5 * 10 ** -one.decimals * (1 + 1e-9) }),
  };
  return compareValues(one.id, got, one.expected, rule, witnessed.leaves ?? {});
}

/** Compares two results number by number. */
export function compareValues(
  place: string,
  got: unknown,
  expected: unknown,
  rule: Rule,
  leaves: Readonly<Record<string, string>> = {},
): Compared {
  // Not applicable, says the reference.
  if (expected === null) return { numbers: 0, largest: 0, failures: [] };
  const number = asNumber(expected);
  if (number !== undefined) return compareNumbers(place, got, number, rule);
  if (typeof expected !== "object") {
    return got === expected ? none : failed(`${place}: got ${String(got)} for ${JSON.stringify(expected)}`);
  }
  if (typeof got !== "object" || got === null) return failed(`${place}: got ${String(got)} for an object`);
  if (Array.isArray(expected) && (got as { length?: number }).length !== expected.length) {
    return failed(`${place}: got ${(got as { length?: number }).length} values for ${expected.length}`);
  }
  return Object.entries(expected)
    .filter(([key]) => !(key in leaves))
    .map(([key, value]) =>
      compareValues(`${place}.${key}`, (got as Record<string, unknown>)[key], value, rule, leaves),
    )
    .reduce(together, none);
}

/** The sum of two comparisons. */
export function together(left: Compared, right: Compared): Compared {
  return {
    numbers: left.numbers + right.numbers,
    largest: Math.max(left.largest, right.largest),
    failures: [...left.failures, ...right.failures],
  };
}

/** Nothing compared. */
export const none: Compared = { numbers: 0, largest: 0, failures: [] };

function compareNumbers(place: string, got: unknown, expected: number, rule: Rule): Compared {
  const value = asNumber(got);
  if (value === undefined) return failed(`${place}: got ${String(got)} for ${expected}`);
  if (Object.is(value, expected) || value === expected) return { ...none, numbers: 1 };
  const difference = Math.abs(value - expected);
  const relative = difference / Math.abs(expected);
  if (rule.printed !== undefined) {
    return difference <= rule.printed
      ? { ...none, numbers: 1 }
      : failed(`${place}: got ${value} for ${expected}`);
  }
  if (relative <= rule.tolerance) return { numbers: 1, largest: relative, failures: [] };
  if (difference <= rule.floor) return { numbers: 1, largest: difference, failures: [] };
  return failed(`${place}: got ${value} for ${expected}, off by ${relative.toExponential(1)} relative`);
}

function asNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return value === "NaN" || value === "Infinity" || value === "-Infinity" ? Number(value) : undefined;
}

function failed(failure: string): Compared {
  return { numbers: 1, largest: 0, failures: [failure] };
}
