import type { Cell, CxEventOf } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { memoryStore } from "./memory-store.ts";

describe("groups and periods", () => {
  it("orders cells by field, absent first, then by period", async () => {
    await using store = memoryStore();
    const event = (key: string, day: number, touchpoint?: string): CxEventOf<"interaction.occurred"> => ({
      type: "interaction.occurred",
      source: "s",
      key,
      id: key,
      revision: 0,
      time: `2025-01-0${day}T00:00:00Z`,
      received: "2025-02-01T00:00:00Z",
      channel: "web",
      ...(touchpoint !== undefined && { touchpoint }),
      dimensions: {},
      data: { action: "visit", duration: day },
    });
    await store.append([event("1", 3, "b"), event("2", 2, "a"), event("3", 1, "b"), event("4", 4)]);
    const select = { types: ["interaction.occurred"] as const };
    const cells = await store.tally({ select, by: ["touchpoint"], every: "day", zone: "UTC" });
    expect(cells.map(({ by, period }) => [by["touchpoint"], new Date(period!.from).getUTCDate()])).toEqual([
      [null, 4],
      ["a", 2],
      ["b", 1],
      ["b", 3],
    ]);
    const [moments] = await store.tally({
      select: { ...select, value: "data.duration", tally: "moment" },
      by: [],
      zone: "UTC",
    });
    expect(moments?.tally).toEqual({
      kind: "moment",
      n: 4,
      mean: 2.5,
      squares: 5,
      minimum: 1,
      maximum: 4,
      missing: {},
    });
    const [texts] = await store.tally({
      select: { ...select, value: "data.action", tally: "moment" },
      by: [],
      zone: "UTC",
    });
    expect(texts?.tally).toMatchObject({ n: 0, minimum: null, missing: { "off-scale": 4 } });
  });

  it("takes dates of the years 1 and 9999 in its stride", async () => {
    await using store = memoryStore();
    const times = [
      "0001-01-01T00:00:00Z",
      "2025-01-06T12:00:00Z",
      "2025-01-07T12:00:00Z",
      "2025-01-07T13:00:00Z",
      "9999-12-31T23:59:59Z",
    ];
    const visits = times.map((time, at): CxEventOf<"interaction.occurred"> => ({
      type: "interaction.occurred",
      source: "s",
      key: String(at),
      id: String(at),
      revision: 0,
      time,
      received: "2025-02-01T00:00:00Z",
      channel: "web",
      dimensions: {},
      data: { action: "visit" },
    }));
    await store.append(visits);
    const byZone = { select: { types: ["interaction.occurred"] as const }, by: [], zone: "UTC" };
    const counted = (cells: readonly Cell[]): unknown[] =>
      cells.map(({ period, tally }) => [
        new Date(period!.from).toISOString().slice(0, 10),
        tally.kind === "category" ? tally.counts["interaction.occurred"] : null,
      ]);
    expect(counted(await store.tally({ ...byZone, every: "day" }))).toEqual([
      ["0001-01-01", 1],
      ["2025-01-06", 1],
      ["2025-01-07", 2],
      ["9999-12-31", 1],
    ]);
    expect(counted(await store.tally({ ...byZone, every: "week" }))).toEqual([
      ["0001-01-01", 1],
      ["2025-01-06", 3],
      ["9999-12-27", 1],
    ]);
  });
});
