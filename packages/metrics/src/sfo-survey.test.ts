import { readFileSync } from "node:fs";
import path from "node:path";
import { netDifferenceWelch, netWaldInterval } from "@cxkit/stats";
import { describe, expect, it } from "vitest";
import { adjustComparisons } from "./adjust-comparisons.ts";
import { csat } from "./csat.ts";
import { nps } from "./nps.ts";
import { npsMetric } from "./nps-metric.ts";
import { tallyOf } from "./tally-of.ts";

// Witness: R 4.2.2, survey 4.1-1 (svymean), Welch's t.test and p.adjust on single scores −100, 0 and 100. Every standard
// error and interval there has divisor n − 1 unless its name says otherwise.
const folder = process.env["CXKIT_REAL_DATA"];

interface Golden {
  readonly valid: number;
  readonly blank: number;
  readonly nps: { value: number; standardErrorDivisorNMinus1: number; wald95: [number, number] };
  readonly npsWeighted: {
    value: number;
    standardError: number;
    ci95: [number, number];
    kishEffectiveN: number;
  };
  readonly topTwoBoxOverall: { value: number; n: number };
  readonly npsByBoardingAreaUnweighted: { readonly [area: string]: [number, number] };
  readonly boardingAreaAgainstRest: {
    readonly rawP: { readonly [area: string]: number };
    readonly benjaminiHochberg: { readonly [area: string]: number };
  };
}

function read() {
  const sfo = path.join(folder ?? "", "sfo-survey");
  const [header = "", ...lines] = readFileSync(path.join(sfo, "2018_SFO_Customer_Survey.csv"), "utf8")
    .trim()
    .split(/\r?\n/);
  const names = header.split(",").map((cell) => cell.replaceAll('"', "").trim());
  const rows = lines.map((line) =>
    line.match(/(?:"[^"]*"|[^,"])*(?:,|$)/g)!.map((cell) => cell.replace(/,$/, "").trim()),
  );
  const column = (name: string) => rows.map((row) => row[names.indexOf(name)] ?? "");
  const golden: Golden = JSON.parse(readFileSync(path.join(sfo, "golden-2018.json"), "utf8"));
  return {
    golden,
    // 11 is "blank" in this survey's code book; everything but 1–5 is in the overall rating's.
    scores: column("NETPRO").map((cell) => (cell === "" || cell === "11" ? null : Number(cell))),
    overall: column("Q7ALL").map((cell) => (/^[1-5]$/.test(cell) ? Number(cell) : null)),
    weights: column("WEIGHT").map(Number),
    areas: column("BAREA"),
  };
}

describe.skipIf(!folder)("metrics of the SFO customer survey of 2018 equal R's", () => {
  const metric = npsMetric({ item: "NETPRO" });

  it("NPS, from scores and from a tally", () => {
    const { golden, scores } = read();
    for (const estimate of [
      nps(scores, { interval: netWaldInterval }),
      metric.estimate(tallyOf(scores, metric), { interval: netWaldInterval }),
    ]) {
      expect(estimate.n).toBe(golden.valid);
      expect(estimate.value).toBeCloseTo(golden.nps.value, 5);
      expect(estimate.standardError).toBeCloseTo(golden.nps.standardErrorDivisorNMinus1, 6);
      expect(estimate.interval?.low).toBeCloseTo(golden.nps.wald95[0], 5);
      expect(estimate.interval?.high).toBeCloseTo(golden.nps.wald95[1], 5);
    }
    expect(nps(scores).missing).toBe(golden.blank);
  });

  it("weighted NPS with its linearised standard error", () => {
    const { golden, scores, weights } = read();
    const tally = tallyOf(
      scores.map((value, row) => ({ value, weight: weights[row]! })),
      metric,
    );
    const estimate = metric.estimate(tally, { interval: netWaldInterval });
    expect(estimate.value).toBeCloseTo(golden.npsWeighted.value, 5);
    expect(estimate.standardError).toBeCloseTo(golden.npsWeighted.standardError, 6);
    expect(estimate.effectiveN).toBeCloseTo(golden.npsWeighted.kishEffectiveN, 1);
    expect(estimate.interval?.low).toBeCloseTo(golden.npsWeighted.ci95[0], 5);
    expect(estimate.interval?.high).toBeCloseTo(golden.npsWeighted.ci95[1], 5);
    expect(metric.estimate(tally, { weighting: "unweighted" }).value).toBeCloseTo(golden.nps.value, 5);
  });

  it("top-two-box of the overall rating", () => {
    const { golden, overall } = read();
    const result = csat(overall);
    expect(result.n).toBe(golden.topTwoBoxOverall.n);
    expect(result.value! / 100).toBeCloseTo(golden.topTwoBoxOverall.value, 6);
  });

  it("each boarding area against the rest, corrected for looking at seven", () => {
    const { golden, scores, areas } = read();
    const names = Object.keys(golden.npsByBoardingAreaUnweighted);
    const comparisons = adjustComparisons(
      names.map((area) => {
        const [here, rest] = [true, false].map((inside) =>
          tallyOf(
            scores.filter((_, row) => (areas[row] === area) === inside),
            metric,
          ),
        );
        const { value, n } = metric.estimate(here!);
        expect([Number(value!.toFixed(2)), n]).toEqual(golden.npsByBoardingAreaUnweighted[area]);
        return metric.compare(here!, rest!, { method: netDifferenceWelch });
      }),
    );
    for (const [area, p] of Object.entries(golden.boardingAreaAgainstRest.rawP)) {
      const comparison = comparisons[names.indexOf(area)]!;
      expect(comparison.pValue).toBeCloseTo(p, 5);
      expect(comparison.adjusted!.pValue).toBeCloseTo(
        golden.boardingAreaAgainstRest.benjaminiHochberg[area]!,
        4,
      );
    }
  });
});
