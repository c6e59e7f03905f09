import { describe, expect, it } from "vitest";
import { caseLanguage } from "./case-language.ts";
import { en, zh } from "./case-strings.ts";

describe("caseLanguage", () => {
  it("is the one that is wanted most, among two", () => {
    const wanted = {
      "zh-CN,zh;q=0.9,en;q=0.8": "zh",
      "en-GB,en;q=0.9,zh;q=0.8": "en",
      "de-DE,de;q=0.9,zh-TW;q=0.5,en;q=0.4": "zh",
      "en;q=0.1, ZH": "zh",
      "zh;q=0": "en",
      "fr, *": "en",
      "zh;q=x": "en",
      "": "en",
    };
    for (const [header, language] of Object.entries(wanted))
      expect([header, caseLanguage(header)]).toEqual([header, language]);
    expect(caseLanguage(undefined)).toBe("en");
  });
});

describe("the words of the case pages", () => {
  it("are there in both languages, and differ", () => {
    const paths = (value: unknown, at = ""): string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([name, inner]) => paths(inner, `${at}.${name}`))
        : [at];
    expect(paths(zh)).toEqual(paths(en));
    const steps = [
      "opened",
      "acknowledged",
      "noted",
      "assigned",
      "reminded",
      "contacted",
      "closed",
      "reopened",
    ];
    for (const step of steps) expect(zh.step(`case.${step}`, "logistics")).toMatch(/\p{Script=Han}/u);
  });
});
