import { type Columns, cxError, type Metric, type MetricEntry, type MomentTally } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { answering, answeringPlugin, type Called } from "./fixtures/answering-plugin.ts";
import { metricMembers } from "./isolate/metric-members.ts";
import { fromWire, toWire } from "./isolate/wire.ts";
import { pluginMetric } from "./plugin-metric.ts";

const entry: MetricEntry = {
  id: "level",
  title: "Level",
  spec: "v1",
  module: "m.mjs",
  export: "level",
  unit: "scale-point",
  better: "higher",
  select: { types: ["survey.responded"], item: "effort" },
  compares: true,
};
const estimateOf = (value: number | null, n: number, confidenceLevel: number) =>
  ({
    value,
    interval: null,
    standardError: null,
    n,
    effectiveN: n,
    unit: "scale-point",
    confidenceLevel,
    method: "sum",
  }) as const;
/** A sum, which is all that has to cross. */
const metric: Metric<MomentTally> = {
  ...entry,
  empty: () => ({ kind: "moment", n: 0, mean: 0, squares: 0, minimum: null, maximum: null, missing: {} }),
  merge: (left) => left,
  fold(into, { value }) {
    const sum = into as { n: number; mean: number };
    for (const one of value) {
      if (Number.isNaN(one)) continue;
      sum.n += 1;
      sum.mean += one;
    }
  },
  estimate: ({ n, mean }, { confidenceLevel = 0.95 } = {}) =>
    estimateOf(n === 0 ? null : mean, n, confidenceLevel),
  compare: (left, right) => ({
    difference: estimateOf(left.mean - right.mean, left.n + right.n, 0.95),
    test: "none",
    alternative: "two-sided",
    statistic: 0,
    pValue: 1,
  }),
};
/** The code on the other side: questions and answers cross as text. */
const code = ({ member, args }: Called): unknown =>
  fromWire(
    toWire(
      (metricMembers as unknown as { [name: string]: Function })[member]!(metric, {}, fromWire(toWire(args))),
    ),
  );
const now = () => "2026-03-01T10:00:00Z";
const hosted = (answer: (called: Called) => unknown = code, plugin = answeringPlugin) => {
  const parts = answering(answer);
  return { parts, metric: pluginMetric({ ...parts, now }, plugin, entry) };
};
const page = (from: number, length: number): Columns => ({
  length,
  time: Float64Array.from({ length }, (_, row) => from + row),
  value: Float64Array.from({ length }, (_, row) => (row === 1 ? Number.NaN : 1)),
  missing: Uint8Array.from({ length }, (_, row) => (row === 1 ? 1 : 0)),
  fields: {
    "dimensions.region": {
      codes: Uint8Array.from({ length }, (_, row) => row % 3),
      values: ["north", "south"],
    },
  },
});
const store = {
  tally: () => Promise.reject(new Error("its own fold counts")),
  async *scan() {
    yield page(0, 10_000);
    yield page(10_000, 10_000);
  },
};
const query = { select: entry.select, by: ["dimensions.region"], zone: "UTC" } as const;

describe("pluginMetric", () => {
  it("counts by its own fold over columns, thousands of rows in a message, groups staying here", async () => {
    const { parts, metric: asked } = hosted();
    const cells = await asked.count(store, query);
    expect(
      cells.map(({ by, tally }) => [by["dimensions.region"], tally.kind === "moment" && tally.n]),
    ).toEqual([
      [null, 6_668],
      ["north", 6_664],
      ["south", 6_666],
    ]);
    expect(parts.called.map(({ member }) => member)).toEqual(["fold"]);
    expect(toWire(parts.called[0]?.args)).not.toContain("north");
  });

  it("estimates and compares of many tallies in one message each", async () => {
    const { parts, metric: asked } = hosted();
    const [cell] = await asked.count(store, { ...query, by: [] });
    const estimates = await asked.estimates([cell!.tally, null], { confidenceLevel: 0.9 });
    expect(estimates).toEqual([estimateOf(19_998, 19_998, 0.9), estimateOf(null, 0, 0.9)]);
    const compared = await asked.compare?.([[cell!.tally, null]]);
    expect(compared?.[0]?.difference.value).toBe(19_998);
    expect(parts.called.map(({ member }) => member)).toEqual(["fold", "estimates", "compare"]);
  });

  it("waits ten seconds for a message at the most, and less where the plugin says so", async () => {
    const { parts, metric: asked } = hosted();
    await asked.estimates([null]);
    const quick = { ...answeringPlugin, manifest: { ...answeringPlugin.manifest, limits: { callMs: 500 } } };
    const other = hosted(code, quick);
    await other.metric.estimates([null]);
    expect([...parts.called, ...other.parts.called].map(({ options }) => options.deadline)).toEqual([
      10_000, 500,
    ]);
  });

  it("asks nothing about nothing", async () => {
    const { parts, metric: asked } = hosted();
    expect([await asked.estimates([]), await asked.compare?.([])]).toEqual([[], []]);
    expect(parts.called).toEqual([]);
  });

  it("does not compare where its manifest says that it cannot", () => {
    const { compares: _, ...without } = entry;
    expect(pluginMetric({ ...answering(code), now }, answeringPlugin, without).compare).toBeUndefined();
  });

  it.each([
    ["no list", () => null],
    ["too few", () => []],
    ["another unit", () => [{ ...estimateOf(1, 1, 0.95), unit: "percent" }]],
    ["no number", () => [{ ...estimateOf(1, 1, 0.95), value: Number.NaN }]],
    ["an interval of words", () => [{ ...estimateOf(1, 1, 0.95), interval: { low: "1", high: 2 } }]],
    ["no base", () => [{ ...estimateOf(1, 0, 0.95), n: null }]],
    ["a base of nothing", () => [estimateOf(1, 1, 0.95)]],
    ["a negative base", () => [estimateOf(1, -1, 0.95)]],
    ["an interval upside down", () => [{ ...estimateOf(1, 0, 0.95), interval: { low: 2, high: 1 } }]],
    ["certainty", () => [estimateOf(1, 0, 1)]],
  ])("takes no estimate that is none: %s", async (_, answer) => {
    await expect(hosted(answer).metric.estimates([null])).rejects.toMatchObject({
      code: "contribution-failed",
      place: { contribution: "acme.kit/level" },
    });
  });

  it.each([
    ["percent", 101],
    ["percent", -1],
    ["points", -101],
    ["probability", 1.01],
  ] as const)("takes nothing beyond the range of its unit: %s %d", async (unit, value) => {
    const answer = () => [{ ...estimateOf(value, 0, 0.95), unit }];
    const asked = pluginMetric({ ...answering(answer), now }, answeringPlugin, { ...entry, unit });
    await expect(asked.estimates([null])).rejects.toMatchObject({ code: "contribution-failed" });
  });

  it("takes no larger base than what was counted: small groups would be shown", async () => {
    const more = (called: Called): unknown => {
      const said = code(called);
      if (called.member !== "estimates") return said;
      return (said as readonly { readonly n: number }[]).map((one) => ({ ...one, n: one.n + 3 }));
    };
    const { metric: asked } = hosted(more);
    const cells = await asked.count(store, query);
    await expect(asked.estimates(cells.map(({ tally }) => tally))).rejects.toThrow("of what was counted");
  });

  it("takes no tally and no comparison that is none", async () => {
    const counted = hosted(() => [{ kind: "pile" }]).metric.count(store, { ...query, by: [] });
    await expect(counted).rejects.toMatchObject({ code: "contribution-failed" });
    for (const pValue of [1.5, Number.NaN, null]) {
      const answer = () => [{ ...metric.compare?.(metric.empty(), metric.empty()), pValue }];
      await expect(hosted(answer).metric.compare?.([[null, null]])).rejects.toThrow("p-value");
    }
    const nowhere = { ...metric.compare?.(metric.empty(), metric.empty()), difference: { value: NaN } };
    await expect(hosted(() => [nowhere]).metric.compare?.([[null, null]])).rejects.toThrow("p-value");
  });

  it("has no network and no secrets", async () => {
    const { metric: asked } = hosted(async ({ options }) =>
      options.services.http({ method: "GET", url: "https://a.com" }),
    );
    await expect(asked.estimates([null])).rejects.toMatchObject({ place: { trouble: "capability" } });
  });

  it("that counts what it was not granted to see is refused before it is asked", async () => {
    const parts = answering(code);
    const nosy = { ...entry, select: { types: ["feedback.posted"], value: "data.author" } } as const;
    const counted = pluginMetric({ ...parts, now }, answeringPlugin, nosy).count(store, {
      ...query,
      select: nosy.select,
    });
    await expect(counted).rejects.toMatchObject({ place: { trouble: "capability" } });
    expect(parts.called).toEqual([]);
  });

  it("waits where something else of its plugin's took the call with it", async () => {
    const { metric: asked } = hosted(() => {
      throw cxError("contribution-failed", "the process ended", { trouble: "cancelled" });
    });
    await expect(asked.estimates([null])).rejects.toMatchObject({ code: "unavailable" });
  });

  it("waits where its plugin comes back by itself, and fails where somebody has to help", async () => {
    for (const [state, failure] of [
      ["backoff", "unavailable"],
      ["quarantined", "contribution-failed"],
      ["blocked", "contribution-failed"],
    ] as const) {
      const { parts, metric: asked } = hosted();
      parts.state.now = state;
      await expect(asked.estimates([null])).rejects.toMatchObject({ code: failure });
    }
  });
});
