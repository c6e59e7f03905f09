import { noncentralTCdf, noncentralTSurvival } from "../distributions/noncentral-t.ts";
import { studentTQuantile } from "../distributions/student-t.ts";
import type { CheckedTest } from "./test-plan.ts";

/** How likely a t statistic passes its critical value, for a difference in standard errors. */
export function studentTPower(noncentrality: number, degreesOfFreedom: number, test: CheckedTest): number {
  const { confidenceLevel, alternative, rejections } = test;
  const tail = (1 - confidenceLevel) / (alternative === "two-sided" ? 2 : 1);
  const critical = -studentTQuantile(tail, degreesOfFreedom);
  const far =
    alternative === "two-sided"
      ? Math.abs(noncentrality)
      : alternative === "less"
        ? -noncentrality
        : noncentrality;
  // A million standard errors away nothing changes any more.
  const towards = Math.max(-1e6, Math.min(1e6, far));
  // To beat a critical value above 0, the mean has to come out on the other side of 0: more than 39 deviations never do.
  const right = critical > 0 && towards < -39 ? 0 : noncentralTSurvival(critical, degreesOfFreedom, towards);
  return alternative === "two-sided" && rejections === "any-direction"
    ? Math.min(1, right + noncentralTCdf(-critical, degreesOfFreedom, towards))
    : right;
}
