import { expect, it } from "vitest";
import type { Instrument } from "../instrument.ts";
import { newInstruments } from "./new-instruments.ts";

const recommend: Instrument = {
  id: "recommend",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
};
const known = new Map([["recommend@1", recommend]]);

it("only what is not known is new, under whatever label it comes again", () => {
  const again = { ...recommend, label: { en: "Recommend" } };
  const other = { ...recommend, version: "2" };
  expect([...newInstruments(known, [again, other, other])]).toEqual([["recommend@2", other]]);
});

it.each([
  ["another direction", { ...recommend, direction: "lower-is-better" }, "declared twice"],
  ["a scale that is none", { ...recommend, id: "x", scale: { min: 0, max: 10, step: 3 } }, "no proper scale"],
  ["too many points", { ...recommend, id: "y", scale: { min: 0, max: 1e6, step: 1 } }, "60,000"],
] as const)("%s is refused", (_, instrument, words) => {
  expect(() => newInstruments(known, [instrument])).toThrow(
    expect.objectContaining({ code: "invalid-setup", message: expect.stringContaining(words) }),
  );
});
