import { normalCriticalValue, requireLevel } from "@cxkit/stats";

/** A component as the interval of a composite sees it: everything on 0–100, times its share of the weights. */
export interface WeightedPart {
  readonly score: number;
  readonly standardError: number | null;
  /** Its own interval on this scale; `null` where it has none with two limits. */
  readonly low: number | null;
  readonly high: number | null;
}

/** How far a composite may lie below and above its value; `null` where the parts do not say. */
export type CompositeInterval = ((
  parts: readonly WeightedPart[],
  confidenceLevel: number,
) => { readonly below: number; readonly above: number } | null) & { readonly method: string };

/**
 * Delta method: the normal quantile times the standard errors, added in squares. `null` where one is missing, or all are 0.
 *
 * @source Oehlert (1992), A note on the delta method, The American Statistician 46(1) 27–29
 * @example
 * import { deltaComposite } from "@cxkit/metrics";
 * deltaComposite([{ score: 40, standardError: 3, low: null, high: null }], 0.95)?.below.toFixed(2) // => "5.88"
 */
export const deltaComposite: CompositeInterval = /* @__PURE__ */ Object.assign(
  (parts: readonly WeightedPart[], confidenceLevel: number) => {
    const z = normalCriticalValue("deltaComposite", confidenceLevel);
    requireParts("deltaComposite", parts);
    const errors = parts.map(({ standardError }) => standardError);
    if (errors.includes(null) || errors.every((error) => error === 0)) return null;
    const margin = z * Math.hypot(...(errors as number[]));
    return { below: margin, above: margin };
  },
  { method: "delta" },
);

/**
 * MOVER: the distances of the components' own limits from their values, added in squares, each side by itself. It keeps what
 * Wilson, adjusted Wald or bounded score limits know of small and lopsided bases: five answers all satisfied are no certainty.
 *
 * @source Zou and Donner (2008), Construction of confidence limits about effect measures: a general approach, Statistics in
 *   Medicine 27(10) 1693–1702
 * @example
 * import { moverComposite } from "@cxkit/metrics";
 * moverComposite([{ score: 40, standardError: 0, low: 37, high: 40 }, { score: 10, standardError: 0, low: 6, high: 10 }], 0.95)?.below // => 5
 */
export const moverComposite: CompositeInterval = /* @__PURE__ */ Object.assign(
  (parts: readonly WeightedPart[], confidenceLevel: number) => {
    requireLevel("moverComposite", confidenceLevel);
    requireParts("moverComposite", parts);
    if (parts.some(({ low, high }) => low === null || high === null)) return null;
    return {
      below: Math.hypot(...parts.map(({ score, low }) => score - low!)),
      above: Math.hypot(...parts.map(({ score, high }) => high! - score)),
    };
  },
  { method: "mover" },
);

function requireParts(caller: string, parts: readonly WeightedPart[]): void {
  for (const { score, standardError, low, high } of parts) {
    const wrong = [score, standardError, low, high].find(
      (part) => part !== null && !(Number.isFinite(part) && Math.abs(part) < 1e150),
    );
    if (wrong !== undefined) throw new RangeError(`${caller} requires finite parts or null, got ${wrong}`);
    if (standardError !== null && standardError < 0) {
      throw new RangeError(`${caller} requires standard errors ≥ 0, got ${standardError}`);
    }
  }
}
