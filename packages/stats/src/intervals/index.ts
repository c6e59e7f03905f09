/**
 * Alternatives to the intervals of `@cxkit/stats`, one function per method: for comparison with other software, for
 * guarantees, for several classes at once, for ratios and for complex samples. Differences are in
 * `@cxkit/stats/differences`.
 *
 * @packageDocumentation
 */

// intervals for a net share (NPS on −1…1)
export { bayesNetInterval } from "./bayes-net-interval.ts";
export { netAgrestiMinInterval } from "./net-agresti-min-interval.ts";
export { netBonettPriceInterval } from "./net-bonett-price-interval.ts";
export { netLikelihoodRatioInterval } from "./net-likelihood-ratio-interval.ts";
export { netMoverWilsonInterval } from "./net-mover-wilson-interval.ts";
export { netThirdsInterval } from "./net-thirds-interval.ts";
export type { NetCounts, NetInterval } from "./net-interval.ts";

// intervals for a proportion
export { jeffreysEqualTailedInterval } from "./jeffreys-equal-tailed-interval.ts";
export { kornGraubardInterval, type SurveyDegrees } from "./korn-graubard-interval.ts";
export { likelihoodRatioInterval } from "./likelihood-ratio-interval.ts";
export { midPInterval } from "./mid-p-interval.ts";
export { waldContinuityInterval } from "./wald-continuity-interval.ts";
export { wilsonContinuityInterval } from "./wilson-continuity-interval.ts";
export type { ProportionInterval } from "./proportion-interval.ts";

// intervals for a mean of bounded ratings
export { logitTInterval } from "./logit-t-interval.ts";
export { pseudoResponseTInterval } from "./pseudo-response-t-interval.ts";
export type { MeanInterval, MeanSummary } from "./mean-interval.ts";

// intervals for the shares of all classes at once
export { goodmanIntervals } from "./goodman-intervals.ts";
export { quesenberryHurstIntervals } from "./quesenberry-hurst-intervals.ts";
export { sisonGlazIntervals } from "./sison-glaz-intervals.ts";
export type { MultinomialIntervals } from "./multinomial-intervals.ts";

// ratios of two independent proportions and of their odds
export { oddsRatioAdjustedLogitInterval } from "./odds-ratio-adjusted-logit-interval.ts";
export { oddsRatioLogitInterval } from "./odds-ratio-logit-interval.ts";
export { oddsRatioMiettinenNurminenInterval, oddsRatioScoreInterval } from "./odds-ratio-score-interval.ts";
export { riskRatioAdjustedLogInterval } from "./risk-ratio-adjusted-log-interval.ts";
export { riskRatioLogInterval } from "./risk-ratio-log-interval.ts";
export { riskRatioKoopmanInterval, riskRatioMiettinenNurminenInterval } from "./risk-ratio-score-interval.ts";
export type { RatioInterval } from "./ratio-interval.ts";
export type { Interval } from "../interval.ts";
export type { ProportionCounts } from "../differences/proportion-counts.ts";
