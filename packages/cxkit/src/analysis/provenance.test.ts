import { describe, expect, it } from "vitest";
import { madeUpInstrument, madeUpSurvey } from "./fixtures/made-up-survey.ts";
import { fileSummaries, hiddenColumns, reportedAssumptions, setAsideGroups } from "./provenance.ts";

const bench = async () =>
  madeUpSurvey(
    Array.from({ length: 12 }, () => ({ answers: { recommend: 9 } })),
    [madeUpInstrument("recommend", "nps")],
    {
      excluded: [
        { column: "Mail", why: "contact" },
        { column: "Date", why: "date" },
      ],
    } as never,
  );
const aside = (reason: string, message: string) => ({
  scope: "value" as const,
  path: "q",
  reason,
  message,
  line: 3,
});

describe("provenance", () => {
  it("groups what was set aside by reason, most frequent first, with contact details masked", () => {
    const found = setAsideGroups(
      "a.csv",
      [aside("off-scale", "jo@example.com is no point"), aside("word", "x"), aside("word", "y")],
      false,
    );
    expect(found.map(({ reason, count }) => [reason, count])).toEqual([
      ["word", 2],
      ["off-scale", 1],
    ]);
    expect(JSON.stringify(found)).not.toContain("jo@example.com");
    expect(setAsideGroups("a.csv", [aside("word", "x")], true)).toEqual([]);
  });

  it("tells a part of its own rows, and of no assumption that quotes rows", async () => {
    const whole = await bench();
    const files = whole.files.map((file) => ({
      ...file,
      assumptions: [
        { id: "date-order", path: "d", text: { en: "(03/04/2026)" }, confidence: "default" as const },
        { id: "undated", path: "d", text: { en: "no date" }, confidence: "default" as const },
      ],
    }));
    expect(reportedAssumptions({ files }, false).map(({ id }) => id)).toEqual(["date-order", "undated"]);
    expect(reportedAssumptions({ files }, true).map(({ id }) => id)).toEqual(["undated"]);
    expect((await fileSummaries(whole)).map(({ rows }) => rows)).toEqual([12]);
    const part = await madeUpSurvey([{ answers: { recommend: 3 } }], [madeUpInstrument("recommend", "nps")]);
    expect(
      (await fileSummaries(whole, part.store)).map(({ name, rows, responses }) => [name, rows, responses]),
    ).toEqual([["made-up.csv", 1, 1]]);
  });

  it("names the columns that say who somebody is, not those left out for other reasons", async () => {
    const { files } = await bench();
    expect(hiddenColumns("a.csv", files[0]!.config).map(({ column }) => column)).toEqual(["Mail"]);
  });
});
