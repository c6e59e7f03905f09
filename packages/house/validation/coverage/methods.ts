import * as everyday from "@cxkit/stats";
import * as differences from "@cxkit/stats/differences";
import * as intervals from "@cxkit/stats/intervals";
import * as resampling from "@cxkit/stats/resampling";
import type {
  DifferenceTest,
  MeanInterval,
  NetCounts,
  NetInterval,
  ProportionCounts,
  ProportionInterval,
} from "@cxkit/stats";

/**
 * The methods whose coverage is enumerated, by what they are for: first the default, then the textbook method, then the
 * rest. Each is a public function; the page of an interval shows the picture that is named after the function.
 */
export const methods = {
  net: named<NetInterval>([
    "adjustedWaldInterval",
    "netWaldInterval",
    "scoreInterval",
    "netTInterval",
    "bayesNetInterval",
    "netMoverWilsonInterval",
    "netAgrestiMinInterval",
    "netBonettPriceInterval",
    "netThirdsInterval",
    "netLikelihoodRatioInterval",
    "bootstrapNetInterval",
    "bootstrapNetBcaInterval",
  ]),
  proportion: named<ProportionInterval>([
    "wilsonInterval",
    "waldProportionInterval",
    "agrestiCoullInterval",
    "jeffreysInterval",
    "clopperPearsonInterval",
    "midPInterval",
    "likelihoodRatioInterval",
    "jeffreysEqualTailedInterval",
    "wilsonContinuityInterval",
    "waldContinuityInterval",
  ]),
  mean: named<MeanInterval>([
    "boundedScoreInterval",
    "meanTInterval",
    "logitTInterval",
    "pseudoResponseTInterval",
  ]),
  netDifference: named<(a: NetCounts, b: NetCounts, confidenceLevel: number) => DifferenceTest>([
    "netDifference",
    "netDifferenceWald",
    "netDifferenceMeasuringu",
    "netDifferenceWelch",
    "netDifferenceMoverScore",
  ]),
  proportionDifference: named<
    (a: ProportionCounts, b: ProportionCounts, confidenceLevel: number) => DifferenceTest
  >([
    "proportionDifference",
    "proportionDifferenceWald",
    "proportionDifferenceAgrestiCaffo",
    "proportionDifferenceMiettinenNurminen",
    "proportionDifferenceMee",
    "proportionDifferenceContinuity",
  ]),
};

/** What a method is for. */
export type Kind = keyof typeof methods;

/** Public functions by their names, from whichever entry offers them. */
function named<T>(names: readonly string[]): ReadonlyMap<string, T> {
  const offered = { ...resampling, ...differences, ...intervals, ...everyday } as unknown as Record<
    string,
    T
  >;
  return new Map(
    names.map((name) => {
      const method = offered[name];
      if (!method) throw new Error(`no entry of @cxkit/stats offers ${name}`);
      return [name, method];
    }),
  );
}
