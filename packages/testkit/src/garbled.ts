import * as fc from "fast-check";
import { deepFrozen, textLeaves, withText } from "./leaves.ts";

const nuisances = [
  "",
  " ",
  "0",
  "-1",
  "11",
  "8.5",
  "1e999",
  "NaN",
  "=1+1",
  "2026-13-45",
  "12:00",
  "—",
  "__proto__",
  "\u0000",
  "\uFEFF",
  "９",
  "a\nb",
  "x".repeat(5000),
];

/** Good records with up to four texts replaced by something else: blanks, near numbers, impossible dates, any characters. */
export function garbled<Raw>(raws: readonly Raw[]): fc.Arbitrary<Raw> {
  const texts = fc.oneof(
    fc.constantFrom(...nuisances),
    fc.string({ unit: "grapheme" }),
    anyCharacters,
    fc.double().map(String),
  );
  return fc
    .tuple(fc.constantFrom(...raws), fc.array(fc.tuple(fc.nat(), texts), { minLength: 1, maxLength: 4 }))
    .map(([raw, edits]) => {
      const leaves = textLeaves(raw);
      return edits.reduce((changed, [at, text]) => {
        const leaf = leaves[at % Math.max(1, leaves.length)];
        return leaf ? withText(changed, leaf, text) : changed;
      }, raw);
    })
    .map((raw) => deepFrozen(structuredClone(raw)));
}

/** Any characters but halves of one. fast-check's own unit `binary` is the same, and takes a second to set up. */
const anyCharacters: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })))
  .map((points) => String.fromCodePoint(...points));
