import { describe, expect, it } from "vitest";
import { assumed, cycle, propose } from "../fixtures/proposals.ts";

const mostly = (row: number) => String(row === 7 ? 6 : row);

describe("what names a response", () => {
  it("is a column called so that hardly repeats; ids of customers are none", () => {
    expect(propose([["customer_id", String]]).config.identity).toEqual({ column: "id" });
    expect(propose([["Respondent ID", mostly]], { id: "none" }).config.identity).toBe("inferred");
    expect(propose([["Respondent ID", mostly]], { id: "Respondent ID" }).config.identity).toEqual({
      column: "Respondent ID",
    });
    expect(propose([["store", cycle("a", "b")]], { id: ["id", "store"] }).config.identity).toEqual({
      column: ["id", "store"],
    });
  });

  it("is inferred where no column does, and that is said", () => {
    const proposal = propose([["nps", cycle(0, 10)]], { id: "none" });
    expect(assumed(proposal, "identity-inferred")[0]).toMatchObject({
      override: "--id COLUMN",
      confidence: "default",
    });
  });
});

describe("the frame of a response", () => {
  it("a wave is a column called so, told, or in the file's name", () => {
    const wave = cycle("2026-Q1", "2026-Q2");
    expect(propose([["wave", wave]]).config).toMatchObject({
      wave: { column: "wave" },
      time: { wave: true },
    });
    expect(propose([["period", wave]], { wave: { column: "period" } }).config.wave).toEqual({
      column: "period",
    });
    expect(propose([], { wave: "spring" }).config).toMatchObject({
      wave: { value: "spring" },
      time: { undatedAt: "1970-01-01T00:00:00Z" },
    });
    expect(propose([], { wave: { fileName: "^([a-z]+)" } }, "spring-2026.csv").config.wave).toEqual({
      fileName: "^([a-z]+)",
      value: "spring",
    });
  });

  it("duration and language are recognised by name and values", () => {
    const { config } = propose([
      ["Duration (minutes)", cycle(1, 2)],
      ["Language", cycle("EN", "ZH-S")],
      ["LANG", cycle(1, 2)],
    ]);
    expect(config.duration).toEqual({ column: "Duration (minutes)", unit: "minute" });
    expect(config.language).toEqual({ column: "Language" });
  });
});
