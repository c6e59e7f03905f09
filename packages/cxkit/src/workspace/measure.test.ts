import { type CxEvent, completeEvent } from "@cxkit/core";
import { npsMetric } from "@cxkit/metrics";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { fieldNamed, filterOf, measure } from "./measure.ts";

const metric = npsMetric({ item: "recommend" });
const recommend = {
  id: "recommend",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
} as const;

/** A store with so many answers per region, two days apart from the first of January on; every third one is a promoter's. */
async function storeOf(regions: { readonly [region: string]: number }) {
  const store = memoryStore();
  await store.declare([recommend]);
  const events: CxEvent[] = [];
  for (const [region, count] of Object.entries(regions)) {
    for (let at = 0; at < count; at += 1) {
      events.push(
        completeEvent(
          {
            source: "test",
            key: `${region}${at}`,
            type: "survey.responded",
            time: new Date(Date.UTC(2026, 0, 1) + at * 2 * 86_400_000).toISOString(),
            channel: "web",
            touchpoint: at % 2 === 0 ? "checkout" : "delivery",
            dimensions: { region },
            data: {
              survey: "s",
              status: "complete",
              answers: [{ item: "recommend", value: at % 3 === 0 ? 10 : 5, instrument: "recommend@1" }],
            },
          },
          "2026-06-01T00:00:00Z",
        ),
      );
    }
  }
  await store.append(events);
  return store;
}

describe("measure", () => {
  it("gives the estimate with interval and base", async () => {
    const rows = await measure(await storeOf({ North: 30 }), { metric, zone: "UTC" });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.estimate).toMatchObject({ n: 30, unit: "points", confidenceLevel: 0.95 });
    expect(rows[0]?.estimate?.value).toBeCloseTo((100 * (10 - 20)) / 30, 10);
  });

  it("groups by fields and periods, in order, with the customary labels", async () => {
    const store = await storeOf({ South: 40, North: 40 });
    const rows = await measure(store, { metric, zone: "UTC", by: ["dimensions.region"], every: "month" });
    expect(rows.map(({ by, period, estimate }) => [period, by["dimensions.region"], estimate?.n])).toEqual([
      ["2026-01", "North", 16],
      ["2026-01", "South", 16],
      ["2026-02", "North", 14],
      ["2026-02", "South", 14],
      ["2026-03", "North", 10],
      ["2026-03", "South", 10],
    ]);
  });

  it("hides small groups, and what would tell them by subtraction", async () => {
    const store = await storeOf({ North: 40, South: 25, West: 4 });
    const rows = await measure(store, { metric, zone: "UTC", by: ["dimensions.region"] });
    expect(rows.map(({ by, hidden, estimate }) => [by["dimensions.region"], hidden, estimate?.n])).toEqual([
      ["North", null, 40],
      ["South", "complement", undefined],
      ["West", "small", undefined],
    ]);
    const alone = await measure(await storeOf({ West: 4 }), { metric, zone: "UTC" });
    expect(alone).toMatchObject([{ hidden: "small", estimate: null }]);
  });

  it("hides in each period by itself, so that a last week of few answers leaves those before it shown", async () => {
    const store = await storeOf({ North: 34, South: 33, West: 33 });
    const rows = await measure(store, { metric, zone: "UTC", by: ["dimensions.region"], every: "month" });
    const hidden = rows.map((row) => `${row.period} ${row.hidden ?? "shown"}`);
    expect([...new Set(hidden)]).toEqual(["2026-01 shown", "2026-02 shown", "2026-03 small"]);
  });

  it("hides one period more where a single one would follow from the whole", async () => {
    const rows = await measure(await storeOf({ North: 34 }), { metric, zone: "UTC", every: "month" });
    expect(rows.map(({ period, hidden }) => [period, hidden])).toEqual([
      ["2026-01", null],
      ["2026-02", "complement"],
      ["2026-03", "small"],
    ]);
  });

  it("measures those alone who fulfil a condition, within a span of time", async () => {
    const store = await storeOf({ North: 40, South: 25 });
    const rows = await measure(store, {
      metric,
      zone: "UTC",
      where: filterOf("region=South"),
      window: { below: Date.UTC(2026, 1, 1) },
    });
    expect(rows.map(({ estimate }) => estimate?.n)).toEqual([16]);
    expect(await measure(store, { metric, zone: "UTC", where: filterOf("region=East") })).toEqual([]);
  });
});

describe("words of the command line", () => {
  it.each([
    ["channel", "channel"],
    ["stage", "stage"],
    ["region", "dimensions.region"],
    ["data.wave", "data.wave"],
  ])("%j is the field %j", (word, field) => {
    expect(fieldNamed(word)).toBe(field);
  });

  it("a condition takes numbers as both, and nothing as absent", () => {
    expect(filterOf("data.amount=5")).toEqual({ field: "data.amount", in: ["5", 5] });
    expect(filterOf("region=")).toEqual({ field: "dimensions.region", in: [null] });
    expect(filterOf("region=a=b")).toEqual({ field: "dimensions.region", in: ["a=b"] });
    expect(() => filterOf("region")).toThrow(/--where wants FIELD=VALUE, got region/);
    expect(() => fieldNamed("")).toThrow(/has a name/);
  });
});
