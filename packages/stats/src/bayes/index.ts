/**
 * Posterior distributions of shares and net scores, and decisions between two variants.
 *
 * @packageDocumentation
 */

// posterior distributions
export { betaDifference } from "./beta-difference.ts";
export { betaPosterior, type BetaPosterior, type BetaShapes } from "./beta-posterior.ts";
export { dirichletNetPosterior, type DirichletNetPosterior } from "./dirichlet-net-posterior.ts";
export type { Posterior } from "./posterior.ts";

// their intervals
export { equalTailedInterval } from "./equal-tailed-interval.ts";
export { highestDensityInterval } from "./highest-density-interval.ts";
export type { ProportionCounts } from "../differences/proportion-counts.ts";
export type { Interval } from "../interval.ts";
export type { NetCounts } from "../intervals/net-interval.ts";

// decisions, and everything else by seeded draws
export { type BetaBinomialComparison, betaBinomialComparison } from "./beta-binomial-comparison.ts";
export {
  dirichletPosteriorDraws,
  type PosteriorDrawOptions,
  type PosteriorDraws,
} from "./dirichlet-posterior-draws.ts";
