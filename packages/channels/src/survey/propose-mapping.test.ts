import { describe, expect, it } from "vitest";
import { type Column, constructs, cycle, propose, refusal, zeroToTen } from "../fixtures/proposals.ts";

describe("segments, weights and texts", () => {
  it("few short texts that repeat are segments; bare numbers only when told", () => {
    const columns: Column[] = [
      ["region", cycle("N", "S", "E")],
      ["terminal", cycle(1, 2, 3)],
      ["city", (row) => `town ${row}`],
    ];
    expect(propose(columns).config.dimensions.map(({ name }) => name)).toEqual(["region"]);
    expect(propose(columns, { segment: ["terminal"] }).config.dimensions.map(({ name }) => name)).toEqual([
      "terminal",
    ]);
  });

  it("a store's id that repeats segments, a customer's id never does", () => {
    const { config } = propose([
      ["store_id", cycle("S1", "S2", "S3")],
      ["customer_id", cycle("C1", "C2")],
      ["Returning customer", cycle("Yes", "No")],
    ]);
    expect(config.dimensions.map(({ name }) => name)).toEqual(["store_id", "Returning customer"]);
  });

  it("contact details are refused even when told; a shop's name that repeats is not", () => {
    expect(
      refusal(() => propose([["Email", (row) => `p${row}@example.org`]], { segment: ["Email"] })),
    ).toMatch(/never used as a segment/);
    expect(refusal(() => propose([["Name", (row) => `person ${row}`]], { comment: ["Name"] }))).toMatch(
      /\(name\)/,
    );
    expect(
      propose([["Name", cycle("Harbour", "Station")]], { segment: ["Name"] }).config.dimensions,
    ).toHaveLength(1);
  });

  it("weights average about 1; a product's weight in grams is none", () => {
    expect(propose([["WEIGHT", cycle("0.8", "1.2")]]).config.weight).toEqual({ column: "WEIGHT" });
    expect(propose([["weight", cycle("500", "750")]]).config.weight).toBeUndefined();
    expect(propose([["WEIGHT", cycle("0.8", "1.2")]], { weight: false }).config.weight).toBeUndefined();
  });

  it("long texts that rarely repeat are verbatims", () => {
    const { config } = propose([
      ["notes", (row) => `On day ${row} the shop was closed although the page said it was open`],
    ]);
    expect(config.verbatims.map(({ item }) => item)).toEqual(["notes"]);
  });
});

describe("options", () => {
  it("find columns whatever their case and padding, and say what they may have meant", () => {
    expect(constructs(propose([["NETPRO  ", zeroToTen]], { recommend: "netpro" }))).toEqual([
      ["NETPRO", "nps"],
    ]);
    expect(refusal(() => propose([["NETPRO", zeroToTen]], { recommend: "NETPR" }))).toMatch(
      /did you mean "NETPRO"/,
    );
  });

  it("refuse two columns that fit equally well", () => {
    expect(
      refusal(() =>
        propose(
          [
            ["Score", zeroToTen],
            ["SCORE", zeroToTen],
          ],
          { recommend: "score" },
        ),
      ),
    ).toMatch(/could be any of/);
  });

  it("refuse what they do not know, with what is near", () => {
    expect(refusal(() => propose([], { recomend: "x" }))).toMatch(/did you mean "recommend"/);
    expect(refusal(() => propose([["a", zeroToTen]], { scale: { a: "five" } }))).toMatch(
      /a scale such as 1-5/,
    );
    expect(refusal(() => propose([["a", zeroToTen]], { missing: "99" }))).toMatch(/COLUMN=VALUE/);
  });

  it("codes for no answer may hold for all items, or for those of a pattern", () => {
    const columns: Column[] = [
      ["satisfaction", cycle(1, 5, 4)],
      ["rating", cycle(1, 5, 4)],
    ];
    expect(
      propose(columns, { missing: [4] }).config.items.map(({ missingCodes }) => missingCodes?.[0]?.code),
    ).toEqual([4, 4]);
    expect(
      propose(columns, { missing: { "rat*": [{ code: 4, reason: "refused" }] } }).config.items.map(
        ({ missingCodes }) => missingCodes?.[0]?.reason,
      ),
    ).toEqual([undefined, "refused"]);
  });
});
