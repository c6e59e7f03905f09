import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formPairs } from "./form-pairs.ts";

const pairsOf = (text: string) => formPairs(new TextEncoder().encode(text));

describe("formPairs", () => {
  it("reads what the platform's URLSearchParams writes", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string({ unit: "grapheme" }))), (pairs) => {
        expect(pairsOf(new URLSearchParams(pairs).toString())).toEqual(pairs);
      }),
    );
  });

  it("reads nothing out of nothing, and keeps names that come twice", () => {
    expect(pairsOf("")).toEqual([]);
    expect(pairsOf("a=1&a=2&b=")).toEqual([
      ["a", "1"],
      ["a", "2"],
      ["b", ""],
    ]);
  });

  it.each([
    "a",
    "&",
    "a=1&",
    "&a=1",
    "a=1&&b=2",
    "=1",
    "a=1=2",
    "a=%2b",
    "a=%2",
    "a=%zz",
    "a=%FF",
    "a=%C3",
    "a b=1",
    "é=1",
    '{"a":1}',
    "a=1\n",
  ])("takes %j for no form", (text) => {
    expect(pairsOf(text)).toBeUndefined();
  });

  it("takes a byte order mark for no form: it would be a second spelling", () => {
    expect(pairsOf("\u{FEFF}a=1")).toBeUndefined();
  });

  it("never throws, however long a value is", () => {
    // A pattern that keeps a place to go back to for each letter runs out of stack here.
    expect(pairsOf(`a=${"b".repeat(16_000_000)}`)?.[0]?.[1]).toHaveLength(16_000_000);
  });

  it("never throws, whatever the bytes", () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => formPairs(bytes) === undefined || true));
  });
});
