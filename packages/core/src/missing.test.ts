import { expect, expectTypeOf, it } from "vitest";
import { type MissingCounts, type MissingReason, missingReasons } from "./missing.ts";

it("every reason is listed once, and nothing else", () => {
  const all: { readonly [reason in MissingReason]: true } = {
    skipped: true,
    refused: true,
    "not-applicable": true,
    "dont-know": true,
    "break-off": true,
    "not-shown": true,
    "off-scale": true,
    unknown: true,
  };
  expect(missingReasons.toSorted()).toEqual(Object.keys(all).toSorted());
  expectTypeOf<keyof MissingCounts>().toEqualTypeOf<MissingReason>();
});

it("columns number the reasons in this order, from skipped", () => {
  // Stores keep these numbers; a new reason goes to the end.
  expect(missingReasons).toEqual([
    "skipped",
    "refused",
    "not-applicable",
    "dont-know",
    "break-off",
    "not-shown",
    "off-scale",
    "unknown",
  ]);
});
