import { describe, expect, it } from "vitest";
import { netDifference, netDifferenceMeasuringu, netDifferenceWald } from "../differences/net-difference.ts";
import { netDifferenceWelch } from "../differences/net-difference-welch.ts";
import { proportionDifference } from "../differences/proportion-difference.ts";
import { netDifferenceCoverage, proportionDifferenceCoverage } from "./difference-coverage.ts";

describe("netDifferenceCoverage", () => {
  it("sums to what a plain enumeration by hand sums to", () => {
    // One response each: the nine outcomes written out.
    const pair = {
      first: { favorable: 0.5, unfavorable: 0.3 },
      second: { favorable: 0.2, unfavorable: 0.6 },
    };
    const answers = [
      { favorable: 1, neutral: 0, unfavorable: 0 },
      { favorable: 0, neutral: 1, unfavorable: 0 },
      { favorable: 0, neutral: 0, unfavorable: 1 },
    ];
    let covered = 0;
    [0.5, 0.2, 0.3].forEach((p, i) => {
      [0.2, 0.2, 0.6].forEach((q, j) => {
        const { low, high } = netDifference(answers[i]!, answers[j]!, 0.8).interval;
        if (low <= 0.6 && high >= 0.6) covered += p * q;
      });
    });
    expect(netDifferenceCoverage(netDifference, [1, 1], 0.8, [pair]).minCoverage).toBeCloseTo(covered, 12);
    expect(covered).toBeGreaterThan(0.3);
    expect(covered).toBeLessThan(1);
  });

  it("shows why the default shares its pseudo-responses, and what the textbook interval loses", () => {
    const [ours, each, wald, welch] = [
      netDifference,
      netDifferenceMeasuringu,
      netDifferenceWald,
      netDifferenceWelch,
    ].map((method) => netDifferenceCoverage(method, [10, 10])) as [
      ReturnType<typeof netDifferenceCoverage>,
      ReturnType<typeof netDifferenceCoverage>,
      ReturnType<typeof netDifferenceCoverage>,
      ReturnType<typeof netDifferenceCoverage>,
    ];
    expect(Math.abs(ours.meanCoverage - 0.95)).toBeLessThan(0.01);
    expect(ours.minCoverage).toBeGreaterThan(0.92);
    expect(each.minCoverage).toBeLessThan(0.88);
    expect(wald.meanCoverage).toBeLessThan(0.92);
    expect(wald.minCoverage).toBeLessThan(welch.minCoverage);
    expect(wald.meanTypeIError).toBeGreaterThan(0.05);
  });

  it("names an impossible base", () => {
    expect(() => netDifferenceCoverage(netDifference, [10, 51])).toThrow(
      new RangeError("netDifferenceCoverage requires whole bases from 1 to 50, got 51"),
    );
  });
});

describe("proportionDifferenceCoverage", () => {
  it("gives the type I error of equal populations alone", () => {
    const one = { share: 0.3 };
    const equal = proportionDifferenceCoverage(proportionDifference, [8, 8], 0.95, [
      { first: one, second: one },
    ]);
    expect(equal.maxTypeIError).toBe(equal.rows[0]?.rejection);
    const apart = proportionDifferenceCoverage(proportionDifference, [8, 8], 0.95, [
      { first: one, second: { share: 0.5 } },
    ]);
    expect(apart.maxTypeIError).toBeNull();
  });

  it("covers what a never failing method covers", () => {
    const sure = () => ({
      ...proportionDifference({ successes: 1, trials: 2 }, { successes: 1, trials: 2 }),
      interval: { low: -1, high: 1 },
      method: "sure",
    });
    const table = proportionDifferenceCoverage(sure, [5, 7]);
    expect(table.method).toBe("sure");
    expect(table.minCoverage).toBeCloseTo(1, 12);
    expect(table.meanWidth).toBeCloseTo(2, 12);
    expect(() => proportionDifferenceCoverage(sure, [5, 201])).toThrow(RangeError);
  });
});
