import { isCxError } from "@cxkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson, readJson } from "./read-json.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("readJson", () => {
  it("reads every JSON, marked or not", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(readJson(bytes(text))).toEqual(JSON.parse(text));
        expect(readJson(bytes(`\uFEFF${text}`))).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ["{", "is no JSON"],
    ["", "is no JSON"],
    ['{"email":"ada@example.org"', "is no JSON"],
    [`${"[".repeat(201)}${"]".repeat(201)}`, "is nested more than 200 levels deep"],
    ["[".repeat(1_000_000), "is nested more than 200 levels deep"],
  ])("refuses what is none, and quotes nothing of it: %#", (text, why) => {
    let thrown: unknown;
    try {
      readJson(bytes(text));
    } catch (error) {
      thrown = error;
    }
    expect(isCxError(thrown, "invalid-event") && thrown.message).toBe(`the body ${why}`);
  });

  it("refuses bytes that are no UTF-8", () => {
    expect(() => readJson(Uint8Array.of(0x22, 0xc3, 0x28, 0x22))).toThrow("the body is no UTF-8");
  });

  it("counts brackets of texts for none", () => {
    const text = JSON.stringify({ a: `${"[".repeat(500)}\\"{{` });
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });
});
