import * as fc from "fast-check";
import { expect, it } from "vitest";
import { equalBytes } from "./equal-bytes.ts";

it("equalBytes agrees with Node for all byte strings", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3 }), fc.uint8Array({ maxLength: 3 }), (left, right) => {
      expect(equalBytes(left, right)).toBe(Buffer.compare(left, right) === 0);
      expect(equalBytes(left, Uint8Array.from(left))).toBe(true);
    }),
  );
});

it("equalBytes sees every single bit, the last as well as the first", () => {
  const bytes = new Uint8Array(32).fill(0x5a);
  for (let bit = 0; bit < 256; bit += 1) {
    const other = bytes.with(bit >> 3, 0x5a ^ (1 << (bit & 7)));
    expect(equalBytes(bytes, other)).toBe(false);
  }
});
