/**
 * How often an interval really contains the truth, computed exactly.
 *
 * @packageDocumentation
 */

export {
  netIntervalCoverage,
  netPopulationGrid,
  proportionIntervalCoverage,
  type NetPopulation,
  type ProportionPopulation,
} from "./coverage.ts";
export { meanIntervalCoverage, type RatingPopulation } from "./mean-coverage.ts";
export type { CoverageTable } from "./coverage-table.ts";
export {
  netDifferenceCoverage,
  proportionDifferenceCoverage,
  type DifferenceCoverage,
  type PopulationPair,
} from "./difference-coverage.ts";
