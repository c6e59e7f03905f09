import { createContext } from "@cxkit/core/context";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { decodeContext } from "./decode-context.ts";

it("decodeContext makes the subjects and fingerprints of createContext, whatever the text", () => {
  const text = fc.string({ unit: "binary" });
  // Halves of characters too, which UTF-8 has no bytes for.
  const odd = fc.oneof(text, fc.constantFrom("\ud800", "a\udc00b", "", "1:a"));
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 64 }),
      odd,
      odd,
      fc.array(odd),
      (key, kind, value, cells) => {
        const ours = decodeContext({}, key);
        const theirs = createContext({}, { key });
        expect(ours.subject(kind, value)).toBe(theirs.subject(kind, value));
        expect(ours.fingerprint(cells)).toBe(theirs.fingerprint(cells));
      },
    ),
  );
});
