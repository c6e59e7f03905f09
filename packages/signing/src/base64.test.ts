import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { base64Bytes, base64Text } from "./base64.ts";
import { hexBytes, hexText } from "./hex.ts";

describe("base64", () => {
  it("is written as Node writes it, and read back", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(base64Text(bytes)).toBe(Buffer.from(bytes).toString("base64"));
        expect(base64Bytes(base64Text(bytes))).toEqual(bytes);
      }),
    );
  });

  it("has one text for every byte string", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const bytes = base64Bytes(text);
        if (bytes) expect(base64Text(bytes)).toBe(text);
      }),
    );
    // Both end in the same byte for a reader that ignores unused bits.
    expect(base64Bytes("AA==")).toEqual(Uint8Array.of(0));
    expect(base64Bytes("AB==")).toBeUndefined();
  });

  it.each(["A", "AA", "AAA", "A===", "====", "AA=A", "AA ==", "AA==\n", "A-_A", "ＡAAA"])(
    "%j is none",
    (text) => {
      expect(base64Bytes(text)).toBeUndefined();
    },
  );
});

describe("hexadecimal digits", () => {
  it("are written as Node writes them, and read back", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(hexText(bytes)).toBe(Buffer.from(bytes).toString("hex"));
        expect(hexBytes(hexText(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(["a", "AB", "0x", "0g", " 0", "00\n"])("%j are none", (text) => {
    expect(hexBytes(text)).toBeUndefined();
  });
});
