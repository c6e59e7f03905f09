import fc from "fast-check";
import { describe, expect, it } from "vitest";
import recorded from "./encoding-samples.json" with { type: "json" };
import { type UndecodableBytes, textPieces } from "./encoding-text.ts";

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const failing = (bad: UndecodableBytes) => Object.assign(new Error("undecodable"), { bad });

function decoded(bytes: Uint8Array, encoding: string, cuts: readonly number[]): string {
  const pieces = textPieces(encoding, failing);
  let text = "";
  let at = 0;
  for (const cut of cuts.map((share) => Math.floor(share * bytes.length)).toSorted((a, b) => a - b)) {
    text += pieces.push(bytes.subarray(at, cut));
    at = cut;
  }
  return text + pieces.push(bytes.subarray(at)) + pieces.end();
}

describe("textPieces gives the text that was written, wherever the bytes are cut", () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
  for (const { encoding, text, base64 } of recorded.samples)
    it(`${encoding}: ${text.slice(0, 12).replaceAll(/\s+/g, " ")}`, () => {
      const bytes = bytesOf(base64);
      fc.assert(
        fc.property(shares, (cuts) => {
          expect(decoded(bytes, encoding, cuts)).toBe(text);
        }),
      );
    });

  it("and any text in UTF-8 and UTF-16LE, U+FEFF inside included", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), shares, (inside, cuts) => {
        const text = `a,\ufeff${inside}`;
        expect(decoded(new TextEncoder().encode(text), "utf-8", cuts)).toBe(text);
        const wide = new Uint8Array(text.length * 2);
        for (let at = 0; at < text.length; at += 1) {
          wide[2 * at] = text.charCodeAt(at) & 0xff;
          wide[2 * at + 1] = text.charCodeAt(at) >> 8;
        }
        expect(decoded(wide, "utf-16le", cuts)).toBe(text);
      }),
    );
  });
});

describe("textPieces", () => {
  it("reads windows-1252 as the Encoding Standard does, whatever the engine's decoder does", () => {
    const bytes = Uint8Array.of(0x80, 0x92, 0x9f, 0xe9, 0xff, 0x0a);
    expect(decoded(bytes, "windows-1252", [])).toBe("€’Ÿéÿ\n");
  });

  it("tells how much was text before the wrong byte", () => {
    const cases: readonly [string, number[], string][] = [
      ["utf-8", [0x61, 0x0a, 0xc3, 0xa9, 0x0a, 0xe9, 0x2c, 0x62, 0x0a], "a\né\n"],
      ["gb18030", [0x61, 0x0a, 0xc2, 0xfa, 0x0a, 0xff, 0x2c], "a\n满\n"],
      ["windows-1252", [0x61, 0x0a, 0x81, 0x0a], "a\n"],
    ];
    for (const [encoding, bytes, goodText] of cases)
      expect(() => decoded(Uint8Array.from(bytes), encoding, [])).toThrow(
        expect.objectContaining({ bad: { goodText, atEnd: false } }),
      );
  });

  it("tells a file that ends inside a character", () => {
    expect(() => decoded(Uint8Array.of(0x61, 0x0a, 0xe6, 0xbb), "utf-8", [])).toThrow(
      expect.objectContaining({ bad: { goodText: "", atEnd: true } }),
    );
  });
});
