import type { Estimate } from "@cxkit/core";
import { wilsonInterval } from "@cxkit/stats";

/** One step of a funnel. */
export interface FunnelStep {
  readonly stage: string;
  /** Subjects that reached it. */
  readonly reached: number;
  /** Subjects that reached the step before and not this one; `null` at the first. */
  readonly dropOff: number | null;
  /** Percent of those at the step before that reached this one; `null` at the first. */
  readonly fromPrevious: Estimate | null;
  /** Percent of those at the first step that reached this one; `null` at the first. */
  readonly fromStart: Estimate | null;
}

/** How a funnel is estimated. */
export interface FunnelOptions {
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
}

/**
 * Conversion along stages that somebody else counted: an analytics tool, a `GROUP BY`, a paper.
 *
 * **Unit**: percent, 0…100. **Base**: subjects at the step before, or at the first. **Interval**: Wilson. **Assumes**
 * independent subjects, each counted once per stage and only where it reached all stages before.
 *
 * @param counts stages in order, the widest first
 * @throws {RangeError} when there is no stage or one comes twice, a count is negative or not whole, or counts increase
 * @example funnelFromCounts([{ stage: "cart", reached: 200 }, { stage: "payment", reached: 150 }])[1]?.fromPrevious?.value // => 75
 */
export function funnelFromCounts(
  counts: readonly { readonly stage: string; readonly reached: number }[],
  { confidenceLevel = 0.95 }: FunnelOptions = {},
): FunnelStep[] {
  const requires = (fits: boolean, condition: string, got: number | string): void => {
    if (!fits) throw new RangeError(`funnelFromCounts requires ${condition}, got ${got}`);
  };
  requires(confidenceLevel > 0 && confidenceLevel < 1, "0 < confidenceLevel < 1", confidenceLevel);
  requires(counts.length > 0, "at least one stage", 0);
  const names = counts.map(({ stage }) => stage);
  const again = names.find((name, index) => names.indexOf(name) < index);
  requires(again === undefined, "every stage once", `"${again}" twice`);
  return counts.map(({ stage, reached }, index) => {
    requires(Number.isSafeInteger(reached) && reached >= 0, "whole counts ≥ 0", `${reached} at "${stage}"`);
    const before = counts[index - 1];
    if (!before) return { stage, reached, dropOff: null, fromPrevious: null, fromStart: null };
    requires(
      reached <= before.reached,
      "counts that never increase",
      `${before.reached} at "${before.stage}" and ${reached} at "${stage}"`,
    );
    return {
      stage,
      reached,
      dropOff: before.reached - reached,
      fromPrevious: conversion(reached, before.reached, confidenceLevel),
      fromStart: conversion(reached, counts[0]!.reached, confidenceLevel),
    };
  });
}

function conversion(reached: number, base: number, confidenceLevel: number): Estimate {
  const common = { n: base, effectiveN: base, unit: "percent", confidenceLevel, method: "wilson" } as const;
  if (base === 0) return { ...common, value: null, interval: null, standardError: null };
  const share = reached / base;
  const { low, high } = wilsonInterval(reached, base, confidenceLevel);
  const value = 100 * share;
  return {
    ...common,
    value,
    interval: { low: Math.min(100 * low, value), high: Math.max(100 * high, value) },
    standardError: base < 2 ? null : 100 * Math.sqrt((share * (1 - share)) / (base - 1)),
  };
}
