import { expect, it } from "vitest";
import type { CxEvent } from "./event.ts";
import { writtenTexts } from "./written-texts.ts";

const item = (name: string, construct: "verbatim" | "nps") => ({
  item: name,
  instrument: { id: name, version: "1", construct },
});
const texts = writtenTexts([item("reason", "verbatim"), item("recommend", "nps")] as never);
const of = (event: object): readonly string[] => texts(event as CxEvent);
const answer = (name: string, value: unknown, version = "1") => ({
  item: name,
  instrument: `${name}@${version}`,
  value,
});

it("are answers to verbatim items, and no others", () => {
  const answers = [
    answer("reason", "Late again"),
    answer("recommend", "9"),
    answer("reason", 3),
    answer("reason", "Of another version", "2"),
  ];
  expect(of({ type: "survey.responded", data: { answers } })).toEqual(["Late again"]);
});

it("are the texts of what was posted, as they were written", () => {
  expect(of({ type: "feedback.posted", data: { text: " Late \n" } })).toEqual([" Late \n"]);
});

it("are none where nobody wrote anything", () => {
  for (const text of [undefined, "", " \t\n"])
    expect(of({ type: "feedback.posted", data: { ...(text !== undefined && { text }) } })).toEqual([]);
  expect(of({ type: "survey.responded", data: { answers: [answer("reason", " ")] } })).toEqual([]);
  expect(of({ type: "interaction", data: { text: "Late" } })).toEqual([]);
});
