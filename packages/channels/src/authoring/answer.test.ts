import type { SetAside } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { answerReader, instrumentOf, type ItemMeaning } from "./answer.ts";

const read = (meaning: ItemMeaning, value: unknown) => {
  const setAside: SetAside[] = [];
  const answer = answerReader("q", meaning)(value, "answers.q", setAside);
  return { answer, setAside };
};
const ces = { construct: "ces", scale: { min: 1, max: 7, step: 1 } } as const;

describe("answerReader", () => {
  it.each([
    [ces, 7, 7],
    [ces, "3", 3],
    [{ construct: "nps" }, 0, 0],
    [{ construct: "csat", scale: { min: 1, max: 2, step: 1 }, words: { Good: 2, Bad: 1 } }, " gOOD ", 2],
    [{ construct: "verbatim" }, " Quick ", " Quick "],
    [{ construct: "choice" }, ["Shoes", "Shoes", 4], ["Shoes", "4"]],
    [{ construct: "number" }, "12.5", 12.5],
  ] as const)("by %j reads %j as %j", (meaning, value, expected) => {
    expect(read(meaning, value)).toEqual({
      answer: { item: "q", value: expected, instrument: "q@1" },
      setAside: [],
    });
  });

  it("takes absent for not asked, and blanks for asked and not answered", () => {
    expect(read(ces, undefined)).toEqual({ answer: undefined, setAside: [] });
    for (const blank of [null, "", "  "])
      expect(read(ces, blank).answer).toMatchObject({ value: null, missing: "unknown" });
  });

  it("takes a code for what it stands for, and never for an answer", () => {
    const missingCodes = [{ code: 99, reason: "refused" }] as const;
    for (const code of [99, "99"])
      expect(read({ ...ces, missingCodes }, code)).toMatchObject({
        answer: { value: null, missing: "refused" },
        setAside: [],
      });
  });

  it("takes a code that is the whole of a list for what it stands for", () => {
    const meaning: ItemMeaning = {
      construct: "choice",
      missingCodes: [{ code: "N/A", reason: "not-applicable" }],
    };
    expect(read(meaning, ["N/A"]).answer).toMatchObject({ value: null, missing: "not-applicable" });
    expect(read(meaning, ["N/A", "Shoes"]).answer).toMatchObject({ value: ["N/A", "Shoes"] });
  });

  it("keeps what reaches a person out of choices, and says that it came", () => {
    const aside = [{ scope: "value", path: "answers.q", reason: "contact-detail" }];
    for (const other of ["call +49 151 12345678", "ada@example.org", ["13800138000"]]) {
      const said = read({ construct: "choice" }, other);
      expect(said).toMatchObject({ answer: { value: null, missing: "unknown" }, setAside: aside });
      expect(JSON.stringify(said)).not.toMatch(/1380|example|151/);
    }
    expect(read({ construct: "choice" }, ["Shoes", "ada@example.org"])).toMatchObject({
      answer: { value: ["Shoes"] },
      setAside: aside,
    });
    // Whatever a producer calls its choices by: an id is nobody's number.
    expect(read({ construct: "choice" }, 13_800_138_000).answer).toMatchObject({ value: "13800138000" });
    expect(read({ construct: "verbatim" }, "ada@example.org").answer).toMatchObject({
      value: "ada@example.org",
    });
  });

  it.each([
    [ces, 8, "off-scale"],
    [ces, "very", "unknown-word"],
    [ces, true, "wrong-kind"],
    [{ construct: "verbatim" }, 4, "wrong-kind"],
    [{ construct: "choice" }, [{}], "wrong-kind"],
    [{ construct: "nps" }, "10 reasons", "unknown-word"],
  ] as const)("by %j sets %j aside as %s, with its path", (meaning, value, reason) => {
    const { answer, setAside } = read(meaning, value);
    expect(answer).toMatchObject({ value: null });
    expect(setAside).toMatchObject([{ scope: "value", path: "answers.q", reason }]);
  });
});

it("instrumentOf has the scale of an NPS by itself, and the words of its points", () => {
  expect(instrumentOf("recommend", { construct: "nps" })).toMatchObject({
    id: "recommend",
    version: "1",
    scale: { min: 0, max: 10, step: 1 },
    direction: "higher-is-better",
  });
  const { scale, pointLabels } = instrumentOf("q", { ...ces, words: { Easy: 7, 容易: 7 } });
  expect(scale).toEqual(ces.scale);
  expect(pointLabels).toEqual({ "7": { en: "Easy" } });
});
