import * as everyday from "@cxkit/stats";
import * as differences from "@cxkit/stats/differences";
import * as intervals from "@cxkit/stats/intervals";
import * as resampling from "@cxkit/stats/resampling";
import * as survey from "@cxkit/stats/survey";
import type {
  DifferenceTest,
  MeanInterval,
  MeanSummary,
  NetCounts,
  NetInterval,
  ProportionCounts,
  ProportionInterval,
} from "@cxkit/stats";
import type { PairedWaves } from "@cxkit/stats/differences";
import type { MultinomialIntervals, RatioInterval } from "@cxkit/stats/intervals";
import type { DesignProportionInterval } from "@cxkit/stats/survey";
import { designEstimates, kornGraubardOfDesign } from "./designs.ts";

type PairedDifference = (waves: PairedWaves, confidenceLevel: number) => DifferenceTest;

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
  meanDifference: named<(a: MeanSummary, b: MeanSummary, confidenceLevel: number) => DifferenceTest>([
    "meanDifference",
  ]),
  pairedNetDifference: named<PairedDifference>(["pairedNetDifference"]),
  pairedProportionDifference: named<PairedDifference>([
    "pairedProportionDifference",
    "pairedProportionDifferenceBonettPrice",
    "pairedProportionDifferenceNewcombe",
  ]),
  pairedMeanDifference: named<PairedDifference>(["pairedMeanDifference"]),
  riskRatio: named<RatioInterval>([
    "riskRatioKoopmanInterval",
    "riskRatioLogInterval",
    "riskRatioMiettinenNurminenInterval",
    "riskRatioAdjustedLogInterval",
  ]),
  oddsRatio: named<RatioInterval>([
    "oddsRatioScoreInterval",
    "oddsRatioLogitInterval",
    "oddsRatioMiettinenNurminenInterval",
    "oddsRatioAdjustedLogitInterval",
  ]),
  multinomial: named<MultinomialIntervals>([
    "goodmanIntervals",
    "quesenberryHurstIntervals",
    "sisonGlazIntervals",
  ]),
  designShare: new Map([
    ...named<DesignProportionInterval>([
      "designWilsonInterval",
      "designTInterval",
      "designKornGraubardInterval",
      "designLogitInterval",
      "designLikelihoodInterval",
    ]),
    ["kornGraubardInterval", kornGraubardOfDesign] as const,
  ]),
  designEstimate: new Map(Object.entries(designEstimates)),
};

/** Kinds of which no textbook method is offered beside the default: whatever comes second is another good one. */
const withoutTextbook: readonly string[] = [
  "meanDifference",
  "pairedNetDifference",
  "pairedProportionDifference",
  "pairedMeanDifference",
  "multinomial",
  "designEstimate",
];

/** Kinds whose sample space is too large to go through: seeded simulation, with its error printed. */
export const simulated: readonly string[] = ["designShare", "designEstimate"];

/** The textbook method that the pictures of a kind show beside each other method. */
export function textbookOf(kind: Kind): string | undefined {
  return withoutTextbook.includes(kind) ? undefined : [...methods[kind].keys()][1];
}

/** What a method is for. */
export type Kind = keyof typeof methods;

/** Public functions by their names, from whichever entry offers them. */
function named<T>(names: readonly string[]): ReadonlyMap<string, T> {
  const offered = {
    ...survey,
    ...resampling,
    ...differences,
    ...intervals,
    ...everyday,
  } as unknown as Record<string, T>;
  return new Map(
    names.map((name) => {
      const method = offered[name];
      if (!method) throw new Error(`no entry of @cxkit/stats offers ${name}`);
      return [name, method];
    }),
  );
}
