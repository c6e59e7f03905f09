import { requireLevel, studentTCriticalValue } from "../critical-value.ts";
import { kornGraubardInterval } from "../intervals/korn-graubard-interval.ts";
import { wilsonInterval } from "../intervals/wilson-interval.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { inTheNameOf } from "../in-the-name-of.ts";

/** What an interval for a share under a sampling design needs to know. */
export interface DesignShare {
  /** 0…1. */
  readonly share: number;
  /** Design-based; ≥ 0. */
  readonly standardError: number;
  /** Number of rows. */
  readonly n: number;
  /** Kish's effective base, for shares of 0 and 1, whose standard error says nothing. */
  readonly kishEffectiveSize: number;
  /** Clusters minus strata; above 0, below n. */
  readonly degreesOfFreedom: number;
}

/** An interval for a share under a sampling design; `method` is what an estimate prints about it. */
export type DesignProportionInterval = ((summary: DesignShare, confidenceLevel: number) => Interval) & {
  readonly method: string;
};

/**
 * Wilson interval on the effective base of the share under its design, share(1 − share) / standard error², lessened for few
 * clusters by (t of n − 1 / t of the design's degrees of freedom)². The default: inside 0…1, and it covers near its ends.
 *
 * A share of 0 or 1 has no standard error to take a base from, and gets Kish's.
 *
 * @param summary share, standard error, rows and degrees of freedom
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} when the summary or the level is out of range
 * @source Franco, Little, Louis and Slud (2019), Comparative study of confidence intervals for proportions in complex sample
 *   surveys, Journal of Survey Statistics and Methodology 7(3) 334–364
 * @example
 * import { kishEffectiveSize } from "@cxkit/stats/survey";
 * designWilsonInterval({ share: 0.3, standardError: 0.05, n: 100, kishEffectiveSize: 90, degreesOfFreedom: 19 }, 0.95).low.toFixed(4) // => "0.2084"
 * @function
 */
export const designWilsonInterval: DesignProportionInterval = /* @__PURE__ */ Object.assign(
  (summary: DesignShare, confidenceLevel: number): Interval => {
    const base = effectiveBase("designWilsonInterval", summary, confidenceLevel);
    if (base === Infinity) return known(summary);
    const { share, n, degreesOfFreedom } = summary;
    const lessened =
      base *
      (studentTCriticalValue("designWilsonInterval", confidenceLevel, n - 1) /
        studentTCriticalValue("designWilsonInterval", confidenceLevel, degreesOfFreedom)) **
        2;
    return inTheNameOf("designWilsonInterval", () =>
      wilsonInterval(share * lessened, lessened, confidenceLevel),
    );
  },
  { method: "design-wilson" as const },
);

/**
 * Korn–Graubard interval of a share under its design, `kornGraubardInterval` on the effective base: Clopper–Pearson, lessened for few clusters as in
 * {@link designWilsonInterval}. Conservative; what official statistics publish.
 *
 * @param summary share, standard error, rows and degrees of freedom
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} when the summary or the level is out of range
 * @source Korn and Graubard (1998), Confidence intervals for proportions with small expected number of positive counts estimated
 *   from survey data, Survey Methodology 24(2) 193–201
 * @example
 * import { kishEffectiveSize } from "@cxkit/stats/survey";
 * designKornGraubardInterval({ share: 0.3, standardError: 0.05, n: 100, kishEffectiveSize: 90, degreesOfFreedom: 19 }, 0.95).low.toFixed(4) // => "0.1999"
 * @function
 */
export const designKornGraubardInterval: DesignProportionInterval = /* @__PURE__ */ Object.assign(
  (summary: DesignShare, confidenceLevel: number): Interval => {
    const base = effectiveBase("designKornGraubardInterval", summary, confidenceLevel);
    if (base === Infinity) return known(summary);
    const { share, n, degreesOfFreedom } = summary;
    return inTheNameOf("designKornGraubardInterval", () =>
      kornGraubardInterval({ responses: n, degreesOfFreedom })(share * base, base, confidenceLevel),
    );
  },
  { method: "design-korn-graubard" as const },
);

/**
 * Share ± t · standard error. The textbook interval: not clipped, of no width at 0 and 1, and covering too little near
 * them.
 *
 * @param summary share, standard error, rows and degrees of freedom
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} when the summary or the level is out of range
 * @source Lumley (2010), Complex Surveys, Wiley, 2.3
 * @example
 * import { kishEffectiveSize } from "@cxkit/stats/survey";
 * designTInterval({ share: 0.3, standardError: 0.05, n: 100, kishEffectiveSize: 90, degreesOfFreedom: 19 }, 0.95).low.toFixed(4) // => "0.1953"
 * @function
 */
export const designTInterval: DesignProportionInterval = /* @__PURE__ */ Object.assign(
  (summary: DesignShare, confidenceLevel: number): Interval => {
    const { share, standardError, degreesOfFreedom } = checked("designTInterval", summary);
    const t = studentTCriticalValue("designTInterval", confidenceLevel, degreesOfFreedom);
    const margin = standardError === 0 ? 0 : Math.min(Number.MAX_VALUE, t * standardError);
    return { low: share - margin, high: share + margin };
  },
  { method: "design-t" as const },
);

/**
 * t interval for the log odds, turned back into a share. Inside 0…1, but needs a share that is neither.
 *
 * @param summary share, standard error, rows and degrees of freedom
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} when the summary or the level is out of range, or the share is 0 or 1
 * @source Korn and Graubard (1999), Analysis of Health Surveys, Wiley, 3.2
 * @example
 * import { kishEffectiveSize } from "@cxkit/stats/survey";
 * designLogitInterval({ share: 0.3, standardError: 0.05, n: 100, kishEffectiveSize: 90, degreesOfFreedom: 19 }, 0.95).low.toFixed(4) // => "0.2066"
 * @function
 */
export const designLogitInterval: DesignProportionInterval = /* @__PURE__ */ Object.assign(
  (summary: DesignShare, confidenceLevel: number): Interval => {
    const { share, standardError, degreesOfFreedom } = checked("designLogitInterval", summary);
    requireInner("designLogitInterval", share);
    const margin =
      (studentTCriticalValue("designLogitInterval", confidenceLevel, degreesOfFreedom) * standardError) /
      (share * (1 - share));
    const shifted = (by: number) => share / (share + (1 - share) * Math.exp(-by));
    return { low: shifted(-margin), high: shifted(margin) };
  },
  { method: "design-logit" as const },
);

/**
 * The shares at which a likelihood ratio test, scaled to the design's variance (Rao and Scott), would not reject. Inside 0…1, but
 * needs a share that is neither.
 *
 * @param summary share, standard error, rows and degrees of freedom
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} when the summary or the level is out of range, or the share is 0 or 1
 * @source Rao and Scott (1984), On chi-squared tests for multiway contingency tables with cell proportions estimated from survey
 *   data, Annals of Statistics 12(1) 46–60
 * @example
 * import { kishEffectiveSize } from "@cxkit/stats/survey";
 * designLikelihoodInterval({ share: 0.3, standardError: 0.05, n: 100, kishEffectiveSize: 90, degreesOfFreedom: 19 }, 0.95).low.toFixed(4) // => "0.2030"
 * @function
 */
export const designLikelihoodInterval: DesignProportionInterval = /* @__PURE__ */ Object.assign(
  (summary: DesignShare, confidenceLevel: number): Interval => {
    const { share, standardError, n, degreesOfFreedom } = checked("designLikelihoodInterval", summary);
    requireInner("designLikelihoodInterval", share);
    const t = studentTCriticalValue("designLikelihoodInterval", confidenceLevel, degreesOfFreedom);
    if (isKnown(summary)) return known(summary);
    const base = ((share * (1 - share)) / standardError ** 2) * ((n - 1) / n);
    const allowed = (t * t) / (2 * base);
    return {
      low: share - divergenceRoot(share, allowed),
      high: share + divergenceRoot(1 - share, allowed),
    };
  },
  { method: "design-likelihood" as const },
);

/** How far below a share the relative entropy reaches `allowed`, found between 0 and the share by bisection. */
function divergenceRoot(share: number, allowed: number): number {
  let near = 0;
  let far = share;
  for (let step = 0; step < 200; step++) {
    const middle = (near + far) / 2;
    const divergence = -share * Math.log1p(-middle / share) - (1 - share) * Math.log1p(middle / (1 - share));
    if (divergence < allowed) near = middle;
    else far = middle;
    if (far - near <= 1e-17 * share) break;
  }
  return near;
}

/** The number of independent rows whose share would be as uncertain; infinite for a share that the margins fix. */
function effectiveBase(caller: string, summary: DesignShare, confidenceLevel: number): number {
  const { share, standardError, kishEffectiveSize } = checked(caller, summary);
  requireLevel(caller, confidenceLevel);
  if (isKnown(summary)) return Infinity;
  if (share === 0 || share === 1) return kishEffectiveSize;
  return ((share / standardError) * (1 - share)) / standardError;
}

/** Whether the standard error of a share is nothing but rounding, because the weights were fitted to it. */
function isKnown({ share, standardError }: DesignShare): boolean {
  return share > 0 && share < 1 && standardError <= 1e-8 * Math.sqrt(share * (1 - share));
}

function known({ share }: DesignShare): Interval {
  return { low: share, high: share };
}

function checked(caller: string, summary: DesignShare): DesignShare {
  const { share, standardError, n, kishEffectiveSize, degreesOfFreedom } = summary;
  requireDomain(share >= 0 && share <= 1, `${caller} requires 0 ≤ share ≤ 1`, share);
  requireDomain(
    standardError >= 0 && standardError <= 1e100,
    `${caller} requires a finite standardError ≥ 0 (at most 1e100)`,
    standardError,
  );
  requireDomain(n > 1 && n < Infinity, `${caller} requires a finite n > 1`, n);
  requireDomain(
    kishEffectiveSize > 0 && kishEffectiveSize < Infinity,
    `${caller} requires a finite kishEffectiveSize > 0`,
    kishEffectiveSize,
  );
  requireDomain(
    degreesOfFreedom >= 1e-300 && degreesOfFreedom < n,
    `${caller} requires 0 < degreesOfFreedom < n`,
    `${degreesOfFreedom} of ${n}`,
  );
  return summary;
}

function requireInner(caller: string, share: number): void {
  requireDomain(
    share > 0 && share < 1,
    `${caller} requires a share between 0 and 1 (others have no odds: designWilsonInterval)`,
    share,
  );
}
