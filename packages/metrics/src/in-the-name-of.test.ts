import { expect, it } from "vitest";
import { wilsonInterval } from "@cxkit/stats";
import { inTheNameOf } from "./in-the-name-of.ts";

it("gives what the work gives", () => {
  expect(inTheNameOf("mine", () => 7)).toBe(7);
});

it("says its own name where another function complains, and the rest as it was", () => {
  expect(() => inTheNameOf("mine", () => wilsonInterval(5, 3))).toThrow(
    new RangeError("mine requires 0 ≤ successes ≤ trials and trials > 0, got 5 of 3"),
  );
});

it("leaves alone what is no complaint about an argument", () => {
  const trouble = new TypeError("x is not a function");
  expect(() =>
    inTheNameOf("mine", () => {
      throw trouble;
    }),
  ).toThrow(trouble);
  expect(() =>
    inTheNameOf("mine", () => {
      throw new RangeError("Invalid array length");
    }),
  ).toThrow("Invalid array length");
});
