import type { Comparison, Estimate } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../demo/random.ts";
import { corrected } from "./changes.ts";
import type { TestedChange } from "./tested-change.ts";
import {
  madeUpInstrument,
  type MadeUpResponse,
  madeUpSurvey,
  plainReport,
} from "./fixtures/made-up-survey.ts";
import { reportModel } from "./report-model.ts";

const instruments = [
  madeUpInstrument("recommend", "nps"),
  madeUpInstrument("delivery", "csat"),
  madeUpInstrument("service", "csat"),
];

describe("what changed", () => {
  it("is hardly ever said where nothing did: 60 seeded surveys, at most one in eight with a false alarm", async () => {
    let alarms = 0;
    for (let seed = 1; seed <= 60; seed += 1) alarms += (await signals(seed, 0)).length > 0 ? 1 : 0;
    expect(alarms).toBeLessThanOrEqual(7);
  });

  it("is found where something did, in the segment and not elsewhere", async () => {
    let found = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const named = await signals(seed, 4);
      found += named.includes("region: R2 worse") ? 1 : 0;
      expect(
        named.filter((label) => !label.includes("R2") && !label.startsWith("recommend")).length,
      ).toBeLessThanOrEqual(1);
    }
    expect(found).toBe(20);
  });

  it("names both levels, and corrects the two families apart", async () => {
    const { changes } = await reportModel(await survey(1, 0), { ...plainReport, every: "month" });
    expect(changes?.correction).toEqual({
      method: "benjamini-hochberg",
      comparisons: 18,
      level: 0.05,
      segmentLevel: 0.01,
    });
    expect(changes?.changes.filter(({ kind }) => kind !== "segment").length).toBe(3);
  });

  it("says better where effort falls", () => {
    const [change] = corrected([tested("lower", -1, 0.001)], 0.05);
    expect([change?.signal, change?.comparison.adjusted?.pValue]).toEqual(["better", 0.001]);
    expect(
      corrected([tested("lower", 1, 0.001), tested("higher", 1, 0.06)], 0.05).map(({ signal }) => signal),
    ).toEqual(["worse", null]);
  });

  it("compares nothing within one period", async () => {
    const bench = await madeUpSurvey(
      Array.from({ length: 40 }, (_, i) => ({ date: "2026-05-04", answers: { recommend: i % 11 } })),
      instruments,
    );
    const { changes, scores } = await reportModel(bench, plainReport);
    expect([changes, scores[0]?.trend]).toEqual([null, null]);
  });
});

function tested(better: "higher" | "lower", value: number, pValue: number): TestedChange {
  return {
    kind: "score",
    label: "Effort",
    metric: { id: "ces", title: {}, unit: "scale-point", better, range: { low: 1, high: 7 } },
    before: {} as Estimate,
    after: {} as Estimate,
    comparison: { difference: { value }, pValue } as Comparison,
  };
}

async function signals(seed: number, drop: number): Promise<readonly string[]> {
  const { changes } = await reportModel(await survey(seed, drop), {
    ...plainReport,
    every: "month",
    verbatims: 0,
  });
  return (changes?.changes ?? []).flatMap(({ label, signal }) => (signal ? [`${label} ${signal}`] : []));
}

/** Two months of five regions; in the second, the scores of one fall by `drop`. */
async function survey(seed: number, drop: number): ReturnType<typeof madeUpSurvey> {
  const random = seededRandom(seed);
  const point = (value: number, high: number): number =>
    Math.min(high, Math.max(high === 5 ? 1 : 0, Math.round(value)));
  const responses = Array.from({ length: 600 }, (_, i): MadeUpResponse => {
    const month = i % 2 === 0 ? "05" : "06";
    const region = `R${Math.floor(random.next() * 5)}`;
    const mood = random.normal();
    const down = month === "06" && region === "R2" ? drop : 0;
    return {
      date: `2026-${month}-${String(1 + (i % 30)).padStart(2, "0")}`,
      answers: {
        recommend: point(8 + 1.5 * mood + random.normal() - down, 10),
        delivery: point(4 + 0.5 * mood + 0.8 * random.normal(), 5),
        service: point(4 + 0.5 * mood + 0.8 * random.normal(), 5),
      },
      dimensions: { region },
    };
  });
  return madeUpSurvey(responses, instruments);
}
