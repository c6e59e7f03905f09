import * as fc from "fast-check";
import { expect, it } from "vitest";
import { oneLine } from "./one-line.ts";

it("a name is one line of at most 80 characters that turns nothing around, whatever it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const line = oneLine(text);
      expect(Array.from(line).length).toBeLessThanOrEqual(80);
      expect(line).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    }),
  );
  expect(oneLine("store\n\u202Etwelve")).toBe("store twelve");
  expect(oneLine("store 12")).toBe("store 12");
});
