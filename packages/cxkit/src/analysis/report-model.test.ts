import type { ReportModel } from "@cxkit/report";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../demo/random.ts";
import {
  madeUpInstrument,
  type MadeUpResponse,
  madeUpSurvey,
  plainReport,
} from "./fixtures/made-up-survey.ts";
import { reportModel } from "./report-model.ts";

const recommend = madeUpInstrument("recommend", "nps");
const delivery = madeUpInstrument("delivery", "csat", { label: { en: "Delivery" } });
const returns = madeUpInstrument("returns", "csat", { label: { en: "Returns" } });
const comment = madeUpInstrument("comment", "text");
const instruments = [recommend, delivery, returns, comment];

describe("a report", () => {
  it("holds score, classes, trend, ranks, segments, changes, targets, response rate and verbatims", async () => {
    const bench = await madeUpSurvey(shops(1, 600), instruments);
    const model = await reportModel(bench, {
      ...plainReport,
      every: "month",
      invited: 2_000,
      targets: [{ score: "nps", target: 90 }],
    });
    const [score] = model.scores;
    expect(score?.id).toBe("nps:recommend");
    expect(score?.distribution.map(({ share }) => share).reduce((sum, share) => sum + share)).toBeCloseTo(
      1,
      12,
    );
    expect(score?.trend?.points.map(({ label, partial }) => [label, partial])).toEqual([
      ["2026-04", false],
      ["2026-05", false],
      ["2026-06", false],
    ]);
    expect(model.rankings.map(({ kind, places }) => [kind, places.length])).toContainEqual(["item", 2]);
    expect(model.segments.map(({ field }) => field)).toEqual(["dimensions.region", "dimensions.shop"]);
    expect([model.changes?.from, model.changes?.to]).toEqual(["2026-05", "2026-06"]);
    expect(model.responseRate?.estimate.value).toBe(30);
    expect(model.targets[0]?.verdict).toBe("missed");
    expect(model.verbatims?.selection).toBe("spread");
    expect(JSON.stringify(model)).not.toMatch(/NaN|Infinity/);
  });

  it("is the same in whichever order the responses came", async () => {
    const forth = shops(2, 200);
    const model = async (responses: readonly MadeUpResponse[]) =>
      reportModel(await madeUpSurvey(responses, instruments), { ...plainReport, verbatims: 0 });
    expect(await model(forth.toReversed())).toEqual(await model(forth));
  });

  it("of fewer answers than the minimum cell shows no value, no distribution and nobody's single score", async () => {
    const bench = await madeUpSurvey(shops(3, 7), instruments);
    const { scores, verbatims, targets, trendless } = await asShown(bench);
    expect(scores[0]).toMatchObject({
      estimate: { value: null, interval: null, n: 7 },
      beside: [],
      distribution: [],
    });
    expect(trendless).toBe(true);
    expect(targets).toEqual([]);
    expect(new Set(verbatims?.rows.map(({ score }) => score))).toEqual(new Set([null]));
  });

  it("of nothing is a report all the same", async () => {
    const model = await reportModel(await madeUpSurvey([], instruments), plainReport);
    expect([model.responses, model.scores[0]?.estimate.value, model.period, model.changes]).toEqual([
      0,
      null,
      null,
      null,
    ]);
  });
});

describe("what is shown of a survey", () => {
  const answers = (i: number) => ({ recommend: i % 11, ease: 1 + (i % 5) });

  it("leaves out a segment that holds contact details, whatever its column is called, and says so", async () => {
    const responses = Array.from({ length: 60 }, (_, i) => ({
      answers: answers(i),
      dimensions: { Shop: i % 2 ? "A" : "B", Wish: i % 3 ? "none" : "Call me on 138 0013 8000" },
    }));
    const model = await reportModel(
      await madeUpSurvey(responses, [madeUpInstrument("recommend", "nps"), madeUpInstrument("ease")]),
      plainReport,
    );
    expect(model.segments.map(({ label }) => label)).toEqual(["Shop"]);
    expect(model.privacy.hiddenColumns.map(({ column, why }) => [column, why])).toContainEqual([
      "Wish",
      "contact",
    ]);
    expect(JSON.stringify(model)).not.toContain("0013");
  });

  it("gives an item that has nothing to be ranked with a score of its own", async () => {
    const responses = Array.from({ length: 60 }, (_, i) => ({ answers: answers(i) }));
    const model = await reportModel(
      await madeUpSurvey(responses, [madeUpInstrument("recommend", "nps"), madeUpInstrument("ease")]),
      plainReport,
    );
    expect(model.scores.map(({ item }) => item)).toEqual(["recommend", "ease"]);
    expect(model.rankings).toEqual([]);
  });
});

describe("the score that leads", () => {
  const overall = madeUpInstrument("overall", "csat", { label: { en: "Overall satisfaction" } });
  const waves = (asked: (wave: number) => MadeUpResponse["answers"]) =>
    [1, 2, 3, 4].flatMap((wave) =>
      Array.from({ length: 30 }, () => ({ wave: `W${wave}`, answers: asked(wave) })),
    );

  it("is the NPS where it is asked in the latest wave, and its waves are compared", async () => {
    const responses = waves((wave) => ({ overall: 4, ...(wave !== 3 && { recommend: 9 }) }));
    const model = await reportModel(await madeUpSurvey(responses, [overall, recommend]), plainReport);
    expect(model.scores.map(({ item }) => item)).toEqual(["recommend", "overall"]);
    expect([model.changes?.from, model.changes?.to]).toEqual(["W2", "W4"]);
  });

  it("is another one where the NPS was given up", async () => {
    const responses = waves((wave) => ({ overall: 4, ...(wave < 3 && { recommend: 9 }) }));
    const model = await reportModel(await madeUpSurvey(responses, [overall, recommend]), plainReport);
    expect(model.scores.map(({ item }) => item)).toEqual(["overall", "recommend"]);
    expect([model.changes?.from, model.changes?.to]).toEqual(["W3", "W4"]);
    expect(model.changes?.changes.map(({ label }) => label)).toEqual(["Overall satisfaction"]);
  });

  it("gives way in the comparison to the next one where it was asked only once", async () => {
    const responses = waves((wave) => ({ overall: 4, ...(wave === 4 && { recommend: 9 }) }));
    const model = await reportModel(await madeUpSurvey(responses, [overall, recommend]), plainReport);
    expect(model.scores[0]?.item).toBe("recommend");
    expect([model.changes?.from, model.changes?.to]).toEqual(["W3", "W4"]);
  });
});

describe("hidden cells", () => {
  it("cannot be recovered from all that the report shows, over many surveys", async () => {
    let hidden = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const responses = shops(seed, 60 + 8 * seed);
      const model = await reportModel(await madeUpSurvey(responses, instruments), {
        ...plainReport,
        every: "month",
        verbatims: 500,
      });
      hidden += attack(model, responses);
    }
    expect(hidden).toBeGreaterThan(30);
  });
});

async function asShown(bench: Awaited<ReturnType<typeof madeUpSurvey>>) {
  const model = await reportModel(bench, { ...plainReport, targets: [{ score: "nps", target: 0 }] });
  return {
    ...model,
    trendless: model.scores.every(({ trend }) => trend?.points.every(({ estimate }) => !estimate) ?? true),
  };
}

/** Three months of two regions with shops of very different size, some answers without a shop. */
function shops(seed: number, count: number): readonly MadeUpResponse[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const shop = Math.floor(8 * random.next() ** 3);
    const date = `2026-${random.pick(["04", "05", "06"])}-${String(1 + Math.floor(random.next() * 30)).padStart(2, "0")}`;
    return {
      date,
      answers: {
        recommend: Math.floor(random.next() * 11),
        ...(random.next() < 0.7 && { delivery: 1 + Math.floor(random.next() * 5) }),
        ...(random.next() < 0.05 && { returns: 1 + Math.floor(random.next() * 5) }),
        ...(random.next() < 0.5 && { comment: `Said ${i}.` }),
      },
      dimensions: { region: shop % 3 === 0 ? "North" : "South", shop: `Shop ${shop}` },
    };
  });
}

/**
 * Does what a reader with the whole JSON and knowledge of the shops can do: takes every base that is shown as an equation,
 * subtracts until nothing more follows, and complains where a base below the minimum comes out.
 *
 * @returns number of hidden rows
 */
function attack(model: ReportModel, responses: readonly MadeUpResponse[]): number {
  const known = new Map<string, number>();
  const sums: { readonly total: string; readonly parts: readonly string[] }[] = [];
  const shopsOf = new Map<string, Set<string>>();
  for (const { dimensions } of responses) {
    const { region = "", shop = "" } = dimensions ?? {};
    shopsOf.set(region, (shopsOf.get(region) ?? new Set()).add(shop));
  }
  const values = { region: [...shopsOf.keys()], shop: [...shopsOf.values()].flatMap((all) => [...all]) };
  const times = ["2026-04", "2026-05", "2026-06"];
  for (const item of ["recommend", "delivery", "returns"]) {
    for (const time of ["all", ...times]) {
      const cell = (value: string): string => `${item} ${value} ${time}`;
      for (const all of Object.values(values)) sums.push({ total: cell("all"), parts: all.map(cell) });
      for (const [region, inside] of shopsOf)
        sums.push({ total: cell(region), parts: [...inside].map(cell) });
    }
    for (const value of ["all", ...values.region, ...values.shop]) {
      sums.push({ total: `${item} ${value} all`, parts: times.map((time) => `${item} ${value} ${time}`) });
    }
  }
  const score = model.scores[0]!;
  known.set("recommend all all", score.estimate.n);
  for (const { label, estimate } of score.trend?.points ?? [])
    if (estimate) known.set(`recommend all ${label}`, estimate.n);
  let hidden = 0;
  for (const { rows } of model.segments) {
    for (const { value, n, hidden: why, estimate, versusRest } of rows) {
      if (why === null) known.set(`recommend ${value} all`, n!);
      else {
        hidden += 1;
        expect([n, estimate, versusRest]).toEqual([null, null, null]);
        expect(model.verbatims?.rows.some(({ segment }) => segment === value)).toBe(false);
      }
    }
  }
  for (const { kind, places } of model.rankings) {
    for (const { id, n, estimate } of places) {
      if (estimate === null) expect([0, 9]).toContain(n);
      else if (kind !== "stage") known.set(`${id} all all`, n);
    }
  }
  for (const { kind, label, metric, before, after, comparison } of model.changes?.changes ?? []) {
    if (kind === "stage") continue;
    const item = metric.id === "nps" ? "recommend" : label.startsWith("Delivery") ? "delivery" : "returns";
    const value = kind === "segment" ? label.slice(label.lastIndexOf(": ") + 2) : "all";
    known.set(`${item} ${value} ${model.changes!.from}`, before.n);
    known.set(`${item} ${value} ${model.changes!.to}`, after.n);
    expect(comparison.difference.n).toBe(before.n + after.n);
  }
  for (let more = true; more;) {
    more = false;
    for (const { total, parts } of sums) {
      const unknown = [total, ...parts].filter((cell) => !known.has(cell));
      const shown = parts.reduce((sum, part) => sum + (known.get(part) ?? 0), 0);
      if (known.has(total) && unknown.length > 0) {
        const rest = known.get(total)! - shown;
        expect(rest === 0 || rest >= 10, `${total} leaves ${rest} for ${unknown.join()}`).toBe(true);
      }
      if (unknown.length !== 1) continue;
      known.set(unknown[0]!, unknown[0] === total ? shown : known.get(total)! - shown);
      more = true;
    }
  }
  for (const [cell, n] of known) expect(n === 0 || n >= 10, `${cell} is ${n}`).toBe(true);
  return hidden;
}
