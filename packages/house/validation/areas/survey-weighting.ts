import { readFileSync } from "node:fs";
import path from "node:path";
import {
  calibrated,
  designContrast,
  designDifference,
  designLikelihoodInterval,
  designLogitInterval,
  designMean,
  designMeans,
  designProportion,
  type DesignProportionInterval,
  designQuantile,
  designRatio,
  designTInterval,
  designTotal,
  designWilsonInterval,
  type DesignEstimate,
  iterativeProportionalFit,
  jackknifeWeights,
  kishEffectiveSize,
  designKornGraubardInterval,
  linearDistance,
  linearizedStandardError,
  logitDistance,
  certainCluster,
  centredCluster,
  marginAuxiliaries,
  postStratified,
  raked,
  rakingDistance,
  replicateEstimate,
  type SurveyDesign,
  surveyDesign,
  trimmed,
  truncatedLinearDistance,
  weightedMean,
  weightedPointSummary,
  weightSummary,
} from "@cxkit/stats/survey";
import { type Area, referenceFolder, type Witnessed } from "../area.ts";

interface Step {
  readonly method: "postStratified" | "raked" | "linear" | "truncated" | "raking" | "logit" | "trimmed";
  readonly margins: readonly { readonly name: string; readonly totals: Readonly<Record<string, number>> }[];
  readonly auxiliaries?: readonly { readonly name: string; readonly total: number }[];
  readonly lower?: number;
  readonly upper?: number;
}

interface Input {
  /** Which rows of the table. */
  readonly set: string;
  /** What of them the design uses: weights, strata, clusters, populations. */
  readonly design: readonly string[];
  readonly lonely?: "certainty" | "adjust";
  readonly adjust?: readonly Step[];
  readonly values: string;
  readonly domain?: { readonly column: string; readonly is: string };
}

export const area: Area = {
  id: "survey-weighting",
  title: "Survey weights and designs",
  script: "survey-weighting.R",
  also: {
    mean: ["surveyDesign", "certainCluster", "centredCluster"],
    calibrated_weights: [
      "linearDistance",
      "rakingDistance",
      "truncatedLinearDistance",
      "logitDistance",
      "marginAuxiliaries",
    ],
    proportion_t: ["designProportion"],
    proportion_logit: ["designProportion"],
    proportion_beta: ["designProportion"],
    proportion_likelihood: ["designProportion"],
    proportion_wilson: ["designProportion"],
    jackknife: ["replicateEstimate"],
  },
  functions: {
    weighted_mean: of("weightedMean", "kish1965", ({ set, values }: Input) => ({
      value: weightedMean(numbers(set, values), numbers(set, "weight")),
    })),
    linearized_standard_error: of("linearizedStandardError", "woodruff1971", ({ set, values }: Input) => ({
      se: linearizedStandardError(numbers(set, values), numbers(set, "weight")),
    })),
    kish: of("kishEffectiveSize", "kish1965", ({ set }: Input) => ({
      effectiveSize: kishEffectiveSize(numbers(set, "weight")),
    })),
    point_summary: of("weightedPointSummary", "woodruff1971", ({ set, values }: Input) =>
      pointSummary(numbers(set, values), numbers(set, "weight")),
    ),
    poststratified_weights: of("postStratified", "holtsmith1979", weightsOf),
    raked_weights: of("raked", "demingstephan1940", weightsOf),
    calibrated_weights: of("calibrated", "devillesarndal1992", weightsOf),
    trimmed_weights: of("trimmed", "potter1990", weightsOf),
    weight_summary: of("weightSummary", "kish1992", (input: Input) => weightSummary(designOf(input))),
    mean: of("designMean", "woodruff1971", (input: Input) =>
      printed(designMean(designOf(input), answers(input), domainOf(input))),
    ),
    total: of("designTotal", "sarndal1992", (input: Input) =>
      printed(designTotal(designOf(input), answers(input), domainOf(input)), null),
    ),
    ratio: of("designRatio", "woodruff1971", (input: Input & { readonly denominator: string }) => {
      const below = answers({ ...input, values: input.denominator });
      return printed(designRatio(designOf(input), answers(input), below, domainOf(input)), null);
    }),
    covariance: of("designMeans", "woodruff1971", (input: Input & { readonly by: string }) => ({
      covariance: meansBy(input).covariance,
    })),
    contrast: of(
      "designContrast",
      "lumley2010",
      (input: Input & { readonly by: string; readonly coefficients: readonly number[] }) => {
        const { value, standardError } = designContrast(meansBy(input), input.coefficients);
        return { value, se: standardError };
      },
    ),
    proportion_t: proportion(designTInterval, "designTInterval", "lumley2010"),
    proportion_logit: proportion(designLogitInterval, "designLogitInterval", "korngraubard1999"),
    proportion_beta: proportion(designKornGraubardInterval, "designKornGraubardInterval", "korngraubard1998"),
    proportion_likelihood: proportion(designLikelihoodInterval, "designLikelihoodInterval", "raoscott1984"),
    proportion_wilson: proportion(designWilsonInterval, "designWilsonInterval", "franco2019"),
    quantile: of("designQuantile", "woodruff1952", (input: Input & { readonly p: number }) => {
      const { value, interval } = designQuantile(designOf(input), answers(input), input.p, domainOf(input));
      return { value, ...interval };
    }),
    difference: of(
      "designDifference",
      "lumley2010",
      (input: Input & { readonly by: string; readonly a: string; readonly b: string }) => {
        const group = column(input.set, input.by);
        const test = designDifference(designOf(input), answers(input), {
          a: (row) => group[row] === input.a,
          b: (row) => group[row] === input.b,
        });
        const { difference, statistic, degreesOfFreedom, pValue, interval } = test;
        return { difference, t: statistic, df: degreesOfFreedom, p: pValue, ...interval };
      },
    ),
    jackknife: of("jackknifeWeights", "rustrao1996", (input: Input) => {
      const design = designOf(input);
      const values = numbers(input.set, input.values);
      const { value, standardError } = replicateEstimate(design, jackknifeWeights(design), (weights) =>
        weightedMean(values, weights),
      );
      return { value, se: standardError };
    }),
    proportional_fit: of(
      "iterativeProportionalFit",
      "demingstephan1940",
      (input: {
        readonly table: readonly (readonly number[])[];
        readonly rows: readonly number[];
        readonly columns: readonly number[];
      }) => ({ table: iterativeProportionalFit(input.table, input).table }),
    ),
  },
};

function of(name: string, source: string, run: Witnessed["run"]): Witnessed {
  return { name, from: "@cxkit/stats/survey", source, run };
}

function proportion(interval: DesignProportionInterval, name: string, source: string) {
  return of(name, source, (input: Input) => {
    const options = { interval, ...domainOf(input) };
    return designProportion(designOf(input), answers(input), options).interval;
  });
}

function weightsOf(input: Input) {
  return { weights: Array.from(designOf(input).weights) };
}

function printed(
  { value, standardError, interval, degreesOfFreedom, designEffect }: DesignEstimate,
  deff: number | null = designEffect,
) {
  return { value, se: standardError, ...interval, df: degreesOfFreedom, deff };
}

function meansBy(input: Input & { readonly by: string }) {
  const group = column(input.set, input.by);
  const names = [...new Set(group)].toSorted();
  return designMeans(
    designOf(input),
    names.map((name) => ({ values: answers(input), domain: (row: number) => group[row] === name })),
  );
}

function designOf({ set, design, lonely, adjust = [] }: Input): SurveyDesign {
  const uses = (name: string) => design.includes(name);
  const strata = column(set, "stratum");
  const populations = numbers(set, "population");
  const made = surveyDesign({
    rows: strata.length,
    ...(uses("weights") && { weights: numbers(set, "weight") }),
    ...(uses("strata") && { strata }),
    ...(uses("clusters") && { clustersWithinStrata: column(set, "cluster") }),
    ...(uses("populations") && {
      populations: uses("strata")
        ? Object.fromEntries(strata.map((name, row) => [name, populations[row]!]))
        : populations[0]!,
    }),
    ...(lonely && { lonelyCluster: lonely === "adjust" ? centredCluster : certainCluster }),
  });
  return adjust.reduce((from, step) => adjusted(set, from, step), made);
}

function adjusted(set: string, design: SurveyDesign, step: Step): SurveyDesign {
  const { method, auxiliaries = [], lower = 0, upper = Infinity } = step;
  const margins = step.margins.map(({ name, totals }) => ({ name, totals, categories: column(set, name) }));
  if (method === "postStratified") return postStratified(design, margins[0]!);
  if (method === "raked") return raked(design, margins);
  if (method === "trimmed") return trimmed(design, { lower, upper });
  const distance = {
    linear: () => linearDistance,
    raking: () => rakingDistance,
    truncated: () => truncatedLinearDistance({ lower, upper }),
    logit: () => logitDistance({ lower, upper }),
  }[method]();
  const known = [
    ...margins.flatMap((margin) => marginAuxiliaries(margin)),
    ...auxiliaries.map(({ name, total }) => ({ name, total, values: numbers(set, name) })),
  ];
  return calibrated(design, known, { distance });
}

function pointSummary(values: readonly number[], weights: readonly number[]) {
  const points = [...new Set(values)];
  const sums = (part: (weight: number) => number) =>
    points.map((point) =>
      values.reduce((sum, value, row) => sum + (value === point ? part(weights[row]!) : 0), 0),
    );
  return weightedPointSummary({
    points,
    counts: sums(() => 1),
    weightSums: sums((weight) => weight),
    weightSquareSums: sums((weight) => weight * weight),
  });
}

function answers({ set, values }: Pick<Input, "set" | "values">): (number | null)[] {
  return column(set, values).map((cell) => (cell === "NA" ? null : Number(cell)));
}

function domainOf({ set, domain }: Input) {
  if (!domain) return {};
  const own = column(set, domain.column);
  return { domain: (row: number) => own[row] === domain.is };
}

function numbers(set: string, name: string): number[] {
  return column(set, name).map(Number);
}

function column(set: string, name: string): string[] {
  const { header, rows } = table();
  const index = header.indexOf(name);
  return (rows.get(set) ?? []).map((row) => row[index]!);
}

let read: { readonly header: string[]; readonly rows: Map<string, string[][]> } | undefined;

function table() {
  if (read) return read;
  const text = readFileSync(path.join(referenceFolder, "survey-weighting.csv"), "utf8");
  const [header = [], ...lines] = text
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const rows = new Map<string, string[][]>();
  for (const line of lines) rows.set(line[0]!, [...(rows.get(line[0]!) ?? []), line]);
  read = { header, rows };
  return read;
}
