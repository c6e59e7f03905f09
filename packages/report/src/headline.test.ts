import { describe, expect, it } from "vitest";
import { comparisonOf, estimateOf } from "./fixtures/made-up-numbers.ts";
import { emptyReport, madeUpReport, singleAnswerReport } from "./fixtures/made-up-report.ts";
import { headline } from "./headline.ts";
import type { RankedPlace, ReportModel } from "./model.ts";

const planted = madeUpReport();
const noise = madeUpReport({ planted: false, seed: 3 });

/** The report with its leading score replaced. */
function withScore(value: number, n: number, unit: "points" | "percent" | "scale-point"): ReportModel {
  const [, csat] = planted.scores;
  const [ranking] = planted.rankings;
  const metric = { points: planted.scores[0]?.metric, percent: csat?.metric, "scale-point": ranking?.metric }[
    unit
  ];
  const scores = planted.scores.flatMap((score) =>
    metric ? [{ ...score, metric, estimate: estimateOf(value, n, unit, "wilson") }] : [],
  );
  return { ...planted, scores };
}

/** The report with one ranking of places with these ranks, best first, and no segment low. */
function withRanks(ranks: readonly (readonly [best: number, worst: number])[]): ReportModel {
  const [ranking] = noise.rankings;
  const places = ranks.map(([best, worst], index): RankedPlace => ({
    id: String(index),
    label: `Place ${index + 1}`,
    stage: null,
    estimate: estimateOf(4.5 - index / 10, 200, "scale-point", "bounded-score"),
    beside: null,
    rank: { best, worst },
    n: 200,
  }));
  return { ...noise, rankings: ranking ? [{ ...ranking, places }] : [] };
}

describe("headline", () => {
  it.each([
    planted,
    noise,
    emptyReport(),
    emptyReport("zh"),
    singleAnswerReport("zh"),
    madeUpReport({ locale: "zh" }),
  ])("is three sentences, each closed by its own stop", (model) => {
    const sentences = headline(model);
    expect(sentences).toHaveLength(3);
    for (const sentence of sentences)
      expect(sentence).toMatch(model.locale === "zh" ? /[^。]。$/ : /[^.]\.$/);
  });

  it("gives every score and every change with its interval", () => {
    for (const model of [planted, noise, madeUpReport({ locale: "zh" })])
      for (const sentence of headline(model)) expect(sentence).toMatch(/95 ?% (?:interval|区间) /);
  });

  it("says who outnumbers whom only where the whole interval does", () => {
    expect(headline(withScore(30, 900, "points"))[0]).toMatch(/: promoters outnumber detractors\.$/);
    expect(headline(withScore(-30, 900, "points"))[0]).toMatch(/: detractors outnumber promoters\.$/);
    expect(headline(withScore(3, 100, "points"))[0]).toMatch(
      /: whether promoters outnumber detractors cannot be told\.$/,
    );
  });

  it("reads a share as the limits of its interval, widened to whole people", () => {
    expect(headline(withScore(78.2, 4690, "percent"))[0]).toMatch(
      /: between 76 and 80 of 100 count as satisfied\.$/,
    );
    expect(headline(withScore(30, 900, "percent"))[0]).toMatch(
      /: only between 27 and 33 of 100 count as satisfied\.$/,
    );
    expect(headline(withScore(50, 900, "percent"))[0]).toMatch(
      /whether it is most of them cannot be told\.$/,
    );
  });

  it("reads a mean against the middle of its scale", () => {
    expect(headline(withScore(4.1, 900, "scale-point"))[0]).toMatch(
      /: above the middle, 3, of a scale from 1 to 5\.$/,
    );
    expect(headline(withScore(2, 900, "scale-point"))[0]).toMatch(/: below the middle, 3,/);
    expect(headline(withScore(3, 900, "scale-point"))[0]).toMatch(/: not told apart from the middle, 3,/);
  });

  it("gives no score where the base is below the minimum cell, and says what was looked for where there is none", () => {
    expect(headline(withScore(100, 9, "points"))[0]).toBe(
      "“Recommend us” has too few answers for NPS (n = 9).",
    );
    expect(headline(emptyReport())[0]).toMatch(
      /^No score can be given: no column was recognised as a recommendation/,
    );
  });

  it("names the leading score's change first, and how many more stand out", () => {
    expect(headline(planted)[1]).toBe(
      "From 2026-07 to 2026-08, NPS got worse overall, −13 (95 % interval −22 to −4), and for “Region: South”, −38 (95 % interval −59 to −17); mean rating got worse for “Return in store”, −0.80 (95 % interval −0.99 to −0.61); the other 10 comparisons show nothing beyond chance.",
    );
  });

  it("names one change of each thing measured, so that ten stores of a region do not push out what else went wrong", () => {
    const [south] = planted.changes?.changes.filter(({ label }) => label === "Region: South") ?? [];
    const stores = Array.from({ length: 10 }, (_, i) => ({ ...south!, label: `Store: ${i + 1}` }));
    const changes = { ...planted.changes!, changes: [...stores, ...planted.changes!.changes] };
    const sentence = headline({ ...planted, changes })[1];
    expect(sentence).toMatch(/overall.*“Store: 1”.*“Return in store”.*10 more of 13/);
    expect(sentence).not.toContain("Store: 2");
  });

  it("says that nothing can be told apart, in how many comparisons, with the interval of the leading change", () => {
    expect(headline(noise)[1]).toBe(
      "Between 2026-07 and 2026-08 nothing can be told apart from chance in 13 comparisons; the change in NPS is −2 (95 % interval −11 to 7).",
    );
    expect(headline({ ...planted, changes: null })[1]).toBe(
      "There are no two complete periods to compare, so nothing can be said about change.",
    );
  });

  it("says that a change would count alone where its interval leaves 0 out and the correction does not", () => {
    const changes = planted.changes?.changes.map((change) => ({ ...change, signal: null })) ?? [];
    const model = planted.changes ? { ...planted, changes: { ...planted.changes, changes } } : planted;
    expect(headline(model)[1]).toMatch(
      /nothing can be told apart from chance in 13 comparisons; the change in NPS, −13 \(95 % interval −22 to −4\), would count only if it were the one comparison made\.$/,
    );
  });

  it("writes differences of percentages as percentage points", () => {
    const [, csat] = planted.scores;
    if (!csat || !planted.changes) throw new Error("the made-up report has no satisfaction score");
    const [before, after] = [
      estimateOf(80, 900, "percent", "wilson"),
      estimateOf(70, 900, "percent", "wilson"),
    ];
    const change = {
      kind: "score",
      label: csat.label,
      metric: csat.metric,
      before,
      after,
      comparison: comparisonOf(after, before),
      signal: "worse",
    } as const;
    const model = { ...planted, scores: [csat], changes: { ...planted.changes, changes: [change] } };
    expect(headline(model)[1]).toContain("−10 percentage points (95 % interval −14 to −6)");
    expect(headline({ ...model, locale: "zh" })[1]).toContain("−10 个百分点（95% 区间 −14 至 −6）");
  });

  it("calls a place low when it may be last and at least half of the others are better", () => {
    const model = withRanks([
      [1, 2],
      [1, 2],
      [3, 4],
      [3, 4],
    ]);
    expect(headline(model)[2]).toMatch(
      /^Weakest in mean rating: “Place 4”, 4\.20 \(95 % interval [^n]*\), and “Place 3”/,
    );
  });

  it("does not call all low because one is outstanding", () => {
    const model = withRanks([
      [1, 1],
      [2, 5],
      [2, 5],
      [2, 5],
      [2, 5],
    ]);
    expect(headline(model)[2]).toMatch(
      /^No place stands out as low among 5 places and \d+ segments; the lowest, “Place 5”, .* is below the first but tied with 3 others\.$/,
    );
  });

  it("says that nothing stands out where even the lowest may be first", () => {
    expect(
      headline(
        withRanks([
          [1, 3],
          [1, 3],
          [1, 3],
        ]),
      )[2],
    ).toMatch(
      /even the lowest, “Place 3”, mean rating 4\.30 \(95 % interval .*\), is not told apart from the best\.$/,
    );
  });

  it("names the most certain deficit first", () => {
    const [regions] = planted.segments;
    if (!regions) throw new Error("the made-up report has no segments");
    const deficit = (value: string, low: number, high: number) => {
      const [row] = regions.rows;
      if (!row?.versusRest) throw new Error("the first row is compared");
      const difference = { ...row.versusRest.difference, value: (low + high) / 2, interval: { low, high } };
      return { ...row, value, signal: "below" as const, versusRest: { ...row.versusRest, difference } };
    };
    const rows = [deficit("A", -50, -2), deficit("B", -20, -12), deficit("C", -30, -8)];
    const model = { ...planted, rankings: [], segments: [{ ...regions, rows }] };
    expect(headline(model)[2]).toMatch(
      /“B” \(Region\), .*, and “C” \(Region\), .*; also below the others: 1 segment\.$/,
    );
  });

  it("names low segments with their difference", () => {
    const model = { ...planted, rankings: [] };
    expect(headline(model)[2]).toMatch(
      /^Weakest in NPS: “South” \(Region\), −\d+ \(95 % interval −\d+ to −\d+\) against the rest\.$/,
    );
  });

  it("says once what several changes or places share", () => {
    const [, change] = headline(madeUpReport({ locale: "zh" }));
    for (const sentence of [...headline(planted), change])
      expect(new Set(sentence.match(/NPS|mean rating|均分/g)).size).toBe(
        sentence.match(/NPS|mean rating|均分/g)?.length ?? 0,
      );
  });

  it("takes what lies above the rest for the weak side where less is better", () => {
    const [regions] = planted.segments;
    if (!regions) throw new Error("the made-up report has no segments");
    const metric = { ...regions.metric, better: "lower" as const };
    const rows = regions.rows.map((row) => ({
      ...row,
      signal: row.value === "West" ? ("above" as const) : null,
    }));
    expect(headline({ ...planted, rankings: [], segments: [{ ...regions, metric, rows }] })[2]).toMatch(
      /^Weakest in NPS: “West” \(Region\), /,
    );
  });

  it("isolates names written from right to left, and cuts what is longer than a sentence", () => {
    const named = (label: string) =>
      headline({ ...planted, scores: planted.scores.map((score) => ({ ...score, label })) })[0];
    expect(named("خدمة")).toMatch(/^“\u2068خدمة\u2069” has NPS/);
    expect(named("\u202Eevil\u2069")).toMatch(/^“evil” has NPS/);
    expect(named("long ".repeat(40))).toMatch(/^“(?:long )+…” has NPS|^“[long ]{60,72}…” has NPS/);
  });
});
