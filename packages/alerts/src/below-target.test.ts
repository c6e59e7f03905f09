import { scaleTallyOf } from "@cxkit/core";
import { npsMetric } from "@cxkit/metrics";
import { alertRuleConformance } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { belowTarget } from "./below-target.ts";
import {
  alarms,
  netPopulation,
  ratingPopulations,
  seenCounts,
  shareOfSamples,
  sharePopulation,
  truth,
} from "./fixtures/alarm-rates.ts";
import { toldOfWindows } from "./fixtures/told-of-windows.ts";

const nps = npsMetric({ item: "recommend" });
const seen = (promoters: number, passives: number, detractors: number) =>
  seenCounts(nps, scaleTallyOf(nps.scale, [detractors, 0, 0, 0, 0, 0, 0, 0, passives, 0, promoters]));
const judged = (target: number, ...counts: [number, number, number]) =>
  belowTarget().judge(seen(...counts), { target, minimumN: 30 }, null).evidence;

describe("belowTarget passes the conformance kit", () => {
  const samples = {
    params: { target: 30 },
    seen: [seen(50, 30, 20), seen(30, 30, 40), seen(5, 3, 2)],
    worsening: [seen(60, 30, 10), seen(50, 30, 20), seen(45, 30, 25), seen(40, 30, 30), seen(10, 30, 60)],
  };
  const engine = toldOfWindows(belowTarget(), { target: 30, minimumN: 30 });
  const checks = alertRuleConformance(belowTarget(), samples, { engine, leastN: 30 });
  for (const { name, check } of checks) it(name, check);

  it("and leaves nothing out", () => {
    expect(checks.filter(({ left }) => left)).toEqual([]);
  });
});

describe("belowTarget", () => {
  it("says no data below its minimum, however bad the answers are", () => {
    expect(judged(30, 0, 0, 29)).toEqual({ kind: "no-data" });
    expect(judged(30, 0, 0, 30).kind).toBe("p-value");
  });

  it("has a p-value of 1 at the target and above", () => {
    expect(judged(30, 50, 30, 20)).toMatchObject({ pValue: 1 });
    expect(judged(30, 90, 5, 5)).toMatchObject({ pValue: 1 });
  });

  it("rejects exactly when the metric's interval lies below the target by half an answer and the reserve", () => {
    for (let detractors = 20; detractors <= 60; detractors += 1) {
      const counts = [80 - detractors, 20, detractors] as const;
      const evidence = judged(30, ...counts);
      const tally = scaleTallyOf(nps.scale, [detractors, 0, 0, 0, 0, 0, 0, 0, 20, 0, 80 - detractors]);
      const { interval, value } = nps.estimate(tally, { confidenceLevel: 1 - (2 * 0.01) / 1.6 });
      const below = (interval?.high ?? 0) < 30 - 0.5 && (value ?? 0) < 30;
      expect(evidence.kind === "p-value" && evidence.pValue <= 0.01).toBe(below);
    }
  });

  it("looks above the target where less is better", () => {
    const window = { ...seen(20, 30, 50), better: "lower" as const };
    const { evidence } = belowTarget().judge(window, { target: -80, minimumN: 30 }, null);
    expect(evidence.kind === "p-value" && evidence.pValue < 0.001).toBe(true);
    const good = belowTarget().judge(window, { target: 0, minimumN: 30 }, null).evidence;
    expect(good).toMatchObject({ pValue: 1 });
  });

  it("says why in English and Chinese, with value, interval, n and target", () => {
    const evidence = judged(30, 30, 30, 40);
    expect("because" in evidence && evidence.because).toMatchObject({
      en: expect.stringMatching(
        /^−10 \(95 % interval .*n = 100\) against a target of at least 30; were it on target, .* fewer than 1 in 1,000 windows \(p < 0\.001\)$/,
      ),
      zh: expect.stringMatching(/^−10（95% 区间 .*n = 100），目标为至少 30；若实际达标，.*（p < 0\.001）$/),
    });
  });

  it("has no data where the metric has no limit on that side", () => {
    const window = seen(20, 30, 50);
    if (window.kind !== "window") return;
    const open = { ...window.estimate, interval: { low: -50, high: null } };
    const oneSided = { ...window, estimate: open, estimateAt: () => open };
    expect(belowTarget().judge(oneSided, { target: 30, minimumN: 30 }, null).evidence.kind).toBe("no-data");
  });

  it("refuses rates at which no interval keeps its word", () => {
    expect(() => belowTarget({ falseAlarms: 0.001 })).toThrow(RangeError);
    expect(() => belowTarget({ falseAlarms: 1 })).toThrow(RangeError);
  });
});

describe("at the target, belowTarget alarms at most as often as it says", () => {
  const nets = [
    netPopulation(0.35, 0.35),
    netPopulation(0.5, 0.2),
    netPopulation(0.7, 0.1),
    netPopulation(0.95, 0.01),
  ];
  const exact = [...nets, ...[0.5, 0.85, 0.9, 0.95, 0.98].map(sharePopulation)];
  for (const falseAlarms of [0.01, 0.05]) {
    const rule = belowTarget({ falseAlarms });
    const rate = (population: (typeof exact)[number], n: number, draws: number) =>
      shareOfSamples(population, n, draws, (tally) =>
        alarms(rule, { target: truth(population), minimumN: 30 }, seenCounts(population.metric, tally)),
      );
    for (const population of exact) {
      it(`${falseAlarms * 100} %: ${population.name}, every sample of ${falseAlarms > 0.01 ? 30 : "30 and of 100"}`, () => {
        expect(rate(population, 30, 0)).toBeLessThanOrEqual(falseAlarms);
        if (falseAlarms > 0.01) return;
        expect(rate(population, 100, 0)).toBeLessThanOrEqual(falseAlarms);
      });
    }
  }

  // A sample with few promoters has a small variance of its own where hardly anybody is a detractor.
  for (const [promoters, detractors] of [
    [0.29, 0.02],
    [0.22, 0],
    [0.96, 0],
  ] as const) {
    it(`also where few are detractors: ${promoters * 100} % promoters, ${detractors * 100} % detractors`, () => {
      for (const falseAlarms of [0.01, 0.05, 0.2]) {
        const population = netPopulation(promoters, detractors);
        const share = shareOfSamples(population, 50, 0, (tally) =>
          alarms(
            belowTarget({ falseAlarms }),
            { target: truth(population), minimumN: 30 },
            seenCounts(population.metric, tally),
          ),
        );
        expect(share).toBeLessThanOrEqual(falseAlarms);
      }
    });
  }

  it("also of 98 answers where 96.3 % are satisfied", () => {
    const population = sharePopulation(0.9633);
    const share = shareOfSamples(population, 98, 0, (tally) =>
      alarms(
        belowTarget(),
        { target: truth(population), minimumN: 30 },
        seenCounts(population.metric, tally),
      ),
    );
    expect(share).toBeLessThanOrEqual(0.01);
  });

  for (const population of [...ratingPopulations.slice(1, 2), ...nets.slice(2)]) {
    it(`1 %: ${population.name}, 1,000 samples of 1,000`, () => {
      const share = shareOfSamples(population, 1000, 1000, (tally) =>
        alarms(
          belowTarget(),
          { target: truth(population), minimumN: 30 },
          seenCounts(population.metric, tally),
        ),
      );
      expect(share).toBeLessThanOrEqual(0.01 + 3 * Math.sqrt((0.01 * 0.99) / 1000));
    });
  }

  it("and twenty points below it alarms about every other time from 100 answers, always from 1,000", () => {
    const rule = belowTarget();
    const worse = netPopulation(0.6, 0.2);
    const power = (n: number) =>
      shareOfSamples(worse, n, 200, (tally) =>
        alarms(rule, { target: 60, minimumN: 30 }, seenCounts(worse.metric, tally)),
      );
    expect(power(100)).toBeGreaterThan(0.5);
    expect(power(1000)).toBe(1);
  });
});
