import { describe, expect, expectTypeOf, it } from "vitest";
import type { Instrument, LocalizedText, Scale } from "../instrument.ts";
import { instrumentSchema, localizedTextSchema, scaleSchema } from "./instrument.ts";
import type { ReadonlyOutput } from "../fixtures/readonly-output.ts";

const recommend = {
  id: "recommend",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
  wording: { en: "How likely…?", zh: "您有多大可能…？", "zh-Hant": "您有多大可能…？" },
  missingCodes: [{ code: 11, reason: "skipped" }],
} as const;

it("schemas and types are one, in both directions", () => {
  // From schema to type is checked where the schema is declared (`satisfies`); here, from type to schema.
  expectTypeOf<Instrument>().toExtend<ReadonlyOutput<typeof instrumentSchema>>();
  expectTypeOf<Scale>().toExtend<ReadonlyOutput<typeof scaleSchema>>();
  expectTypeOf<LocalizedText>().toExtend<ReadonlyOutput<typeof localizedTextSchema>>();
});

it("scale, wording in languages and missing codes are accepted", () => {
  expect(instrumentSchema.parse(recommend)).toEqual(recommend);
});

it("a verbatim has no scale", () => {
  expect(instrumentSchema.safeParse({ ...recommend, construct: "verbatim", scale: null }).success).toBe(true);
});

describe("an instrument is refused for", () => {
  it.each([
    ["a step that does not divide the scale", { scale: { min: 1, max: 5, step: 3 } }, "scale.step"],
    ["a scale of one point", { scale: { min: 1, max: 1, step: 1 } }, "scale.step"],
    ["a step far beyond the scale", { scale: { min: 1, max: 5, step: 1e12 } }, "scale.step"],
    ["a version with an @", { version: "1@2" }, "version"],
    ["a wording in no language", { wording: {} }, "wording"],
    ["a wording in a language that is none", { wording: { "": "?" } }, "wording."],
    ["a reason that is none", { missingCodes: [{ code: 11, reason: "lost" }] }, "missingCodes.0.reason"],
  ])("%s", (_, change, path) => {
    const { error } = instrumentSchema.safeParse({ ...recommend, ...change });
    expect(error?.issues[0]?.path.join(".")).toBe(path);
  });
});
