import type { Comparison, EstimateInterval } from "@cxkit/core";
import { requireLevel } from "@cxkit/stats";

/**
 * The side that a comparison asks about, {@link greater} or {@link less}, handed in as `alternative`: a function, so that an
 * application that asks about both sides does not carry it.
 */
export interface OneSided {
  /** The word for it in results. */
  readonly alternative: "greater" | "less";
  /**
   * The one-sided comparison, made of two-sided ones.
   *
   * @param compare makes the two-sided comparison of a level
   * @param caller the function that errors name
   * @throws {RangeError} unless 0.5 < confidenceLevel < 1
   */
  <C extends Comparison>(compare: (confidenceLevel: number) => C, confidenceLevel: number, caller: string): C;
}

/**
 * Asks whether the first is above the second: the p-value of that side, and an interval without an upper limit. Choose the side
 * before looking at the data.
 *
 * @throws {RangeError} unless 0.5 < confidenceLevel < 1, by the function to which it was handed
 * @example
 * import { difference, greater, nps } from "@cxkit/metrics";
 * const rose = difference(nps([10, 9, 9, 8]), nps([10, 8, 6, 3]), { alternative: greater });
 * rose.pValue.toFixed(3) // => "0.047"
 * @function
 */
export const greater: OneSided = /* @__PURE__ */ oneSided("greater", 1);

/**
 * Asks whether the first is below the second: the p-value of that side, and an interval without a lower limit. Choose the side
 * before looking at the data.
 *
 * @throws {RangeError} unless 0.5 < confidenceLevel < 1, by the function to which it was handed
 * @example
 * import { difference, less, nps } from "@cxkit/metrics";
 * const fell = difference(nps([10, 8, 6, 3]), nps([10, 9, 9, 8]), { alternative: less });
 * fell.difference.interval?.low // => null
 * @function
 */
export const less: OneSided = /* @__PURE__ */ oneSided("less", -1);

/** The side of an alternative: 1 for greater, −1 for less, 0 for both. */
export function sideOf(name: string, alternative: OneSided | undefined): number {
  if (alternative === undefined) return 0;
  const side = { greater: 1, less: -1 }[alternative.alternative];
  if (side === undefined) {
    throw new RangeError(`${name} requires alternative greater or less, got ${String(alternative)}`);
  }
  return side;
}

/** The level of the two-sided interval whose one limit is the one-sided limit: 0.9 for 0.95. */
export function twoSidedLevel(name: string, side: number, confidenceLevel: number): number {
  if (side && confidenceLevel <= 0.5) {
    throw new RangeError(`${name} requires confidenceLevel > 0.5 on one side, got ${confidenceLevel}`);
  }
  return side ? 2 * confidenceLevel - 1 : confidenceLevel;
}

/** The interval with its limit on the side of the alternative left out. */
export function openTo(side: number, { low, high }: EstimateInterval): EstimateInterval {
  return { low: side < 0 ? null : low, high: side > 0 ? null : high };
}

/** The p-value on one side from the two-sided one of a symmetric statistic. */
export function pValueOf(side: number, statistic: number, twoSided: number): number {
  if (!side) return twoSided;
  return side * statistic > 0 ? twoSided / 2 : 1 - twoSided / 2;
}

function oneSided(alternative: OneSided["alternative"], side: number): OneSided {
  return Object.assign(
    <C extends Comparison>(compare: (level: number) => C, confidenceLevel: number, caller: string): C => {
      requireLevel(caller, confidenceLevel);
      const comparison = compare(twoSidedLevel(caller, side, confidenceLevel));
      const { difference, statistic, pValue } = comparison;
      const { value, interval } = difference;
      return {
        ...comparison,
        difference: { ...difference, interval: interval && openTo(side, interval), confidenceLevel },
        alternative,
        // Where nothing was compared, nothing was tested.
        pValue: value === null ? pValue : pValueOf(side, statistic, pValue),
      };
    },
    { alternative },
  );
}
