import { describe, expect, it } from "vitest";
import { assumed, cycle, propose, refusal } from "../fixtures/proposals.ts";
import { createContext } from "@cxkit/core/context";
import { holdsContact, quotable } from "./contact-text.ts";
import { decodeRow } from "./decode-row.ts";

describe("contact details inside a text", () => {
  it("are found in English, Chinese and German, wherever they stand", () => {
    for (const text of [
      "Call me on 13800138000",
      "我的电话是13912345678，请联系我",
      "write to jane.doe@example.co.uk, please",
      "ask for Bob (415) 555-2671",
      "+49 170 5550012 after six",
      "Rückruf bitte 0171 5550012",
      "电话：010-88886666",
      "my number is 11010519491231002X",
      "SSN 078-05-1120",
      "加微信 abc_12345",
      "电话１３８００１３８０００",
      "call \u202A+49\u00A0151 1234\u200B5678\u202C",
      "138\u00AD0013\u20608000",
      "ada\u200B@exam\u200Bple.org",
      "اتصل بي ٠٩١٢٣٤٥٦٧٨٩",
      "+۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹",
      "+९१ ९८१२३ ४५६७८",
    ])
      expect(holdsContact(text), text).toBe(true);
  });

  it("are not seen in dates, ranges, amounts and places", () => {
    for (const text of [
      "2026-03-01 09:30:00",
      "2026-01-02T04:53:00+08:00",
      "01/02/2026",
      "18-24",
      "1,000–5,000 employees",
      "Terminal 2",
      "Gate 12 - 45",
      "10115 Berlin",
      "Since 2019",
      "100000-200000",
      "v2.10.334",
      "@home",
      "\u202A18\u200B-24\u202C",
      "١٨-٢٤",
      "सन् २०१९",
      "👩‍👩‍👧 2",
    ])
      expect(holdsContact(text), text).toBe(false);
  });
});

it("a cell that is quoted is cut between characters", () => {
  for (const before of ["", "a"]) {
    const cut = quotable(`${before}${"😀".repeat(30)}`);
    expect(cut.length).toBeLessThanOrEqual(40);
    expect(cut).not.toMatch(/\p{Cs}/u);
  }
});

describe("a text that somebody made to be slow", () => {
  const long = (text: string, length: number): string => text.repeat(length / text.length);

  it("is looked through as fast as any other, however long", () => {
    for (const text of [
      `012 ${long("1", 80)}:`,
      `012 ${long("1", 200_000)}:`,
      `1 ${long("wechat", 200_000)}`,
      `1 微信${long("a", 200_000)}`,
      `1 ${long("phone ", 200_000)}`,
      `1${long("@", 200_000)}`,
      `${long("a.1", 200_000)}@`,
      long("+1 ", 200_000),
      long("012 11 ", 200_000),
    ]) {
      const start = performance.now();
      holdsContact(text);
      expect(performance.now() - start, text.slice(0, 20)).toBeLessThan(1000);
    }
  });
});

describe("a column with contact details inside its texts", () => {
  const texts = cycle("North", "South", "Call me on 13800138000");

  it("is never a segment, a choice or a channel, and that is said", () => {
    for (const name of ["Branch", "Channel", "Source", "wave", "Was it solved?"]) {
      const proposal = propose([[name, texts]]);
      const { dimensions, choices, channel, verbatims, excluded } = proposal.config;
      expect([dimensions, choices, channel, verbatims], name).toEqual([[], [], "web", []]);
      expect(excluded, name).toEqual([{ column: name, why: "contact" }]);
      expect(assumed(proposal, "contact-columns")[0]?.path, name).toBe(name);
    }
  });

  it("is refused as a segment when told", () => {
    expect(refusal(() => propose([["Branch", texts]], { segment: "Branch" }))).toMatch(
      /"Branch" holds contact details/,
    );
  });

  it("is a comment where it reads like one or the user says so", () => {
    const said = cycle("Great service, friendly staff", "The app crashed twice", "Call me on 13800138000");
    expect(propose([["What did you like?", said]]).config.verbatims).toMatchObject([
      { item: "What did you like?" },
    ]);
    expect(propose([["Branch", texts]], { comment: "Branch" }).config.verbatims).toHaveLength(1);
  });

  it("beyond the rows that were looked at, such a cell is left out of its segment", () => {
    const { config } = propose([["Branch", cycle("North", "South")]]);
    const context = createContext(config, { key: new Uint8Array(32) });
    const of = (cell: string) =>
      decodeRow({ line: 9, cells: ["1", cell] }, context, "survey-csv").events[0]?.dimensions;
    expect(of("North")).toEqual({ Branch: "North" });
    expect(of("mail a@example.org")).toEqual({});
  });

  it("is quoted in no message about a cell that could not be used", () => {
    const { config } = propose([
      ["Overall satisfaction (1-5)", cycle(1, 2, 3, 4, 5)],
      ["Date", () => "2026-03-01"],
    ]);
    const context = createContext(config, { key: new Uint8Array(32) });
    for (const cells of [
      ["1", "call 13800138000", "2026-03-01"],
      ["1", "5", "call 13800138000"],
    ]) {
      const { setAside } = decodeRow({ line: 9, cells }, context, "survey-csv");
      expect(setAside).toHaveLength(1);
      expect(JSON.stringify(setAside)).not.toContain("13800138000");
    }
  });
});
