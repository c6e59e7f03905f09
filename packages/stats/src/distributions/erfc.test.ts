import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { erfc } from "./erfc.ts";

interface Case {
  readonly fn: string;
  readonly input: { readonly x: number };
  readonly expected: { readonly value: number };
}

// Witness: mpmath 1.2.1, 40 digits
it("erfc agrees with its witness to 1e-12, down to 1e-296", () => {
  const file = new URL("../../../house/validation/reference/distributions.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };
  for (const { fn, input, expected } of cases)
    if (fn === "erfc")
      expect(Math.abs(erfc(input.x) / expected.value - 1), `x = ${input.x}`).toBeLessThan(1e-12);
});

it("erfc adds up to 2 with its mirror image and is 2 and 0 at infinity", () => {
  expect(erfc(0.3) + erfc(-0.3)).toBeCloseTo(2, 15);
  expect([erfc(-Infinity), erfc(Infinity)]).toEqual([2, 0]);
});
