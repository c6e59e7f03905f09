import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { engineFits } from "./engine-range.ts";

// Expected by the rules that npm documents for its ranges (docs of `semver` 7).
describe("engineFits", () => {
  it.each([
    ["^1.2.3", ["1.2.3", "1.99.0"], ["1.2.2", "2.0.0"]],
    ["^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "0.2.2"]],
    ["^0.0.3", ["0.0.3"], ["0.0.4", "0.0.2"]],
    ["^0.x", ["0.0.0", "0.9.9"], ["1.0.0"]],
    ["^0.0", ["0.0.0", "0.0.9"], ["0.1.0"]],
    ["~1.2.3", ["1.2.3", "1.2.9"], ["1.3.0"]],
    ["~1", ["1.0.0", "1.9.9"], ["2.0.0"]],
    ["1.x", ["1.0.0", "1.9.0"], ["2.0.0"]],
    ["1.2", ["1.2.0", "1.2.7"], ["1.3.0"]],
    ["1.2.3", ["1.2.3"], ["1.2.4"]],
    ["*", ["0.0.0", "9.9.9"], []],
    ["", ["0.0.0"], []],
    [">=1.2 <3", ["1.2.0", "2.9.9"], ["1.1.9", "3.0.0"]],
    [">= 1.2.0 < 3.0.0", ["1.2.0"], ["3.0.0"]],
    [">1.2", ["1.3.0"], ["1.2.9"]],
    ["<=1.2", ["1.2.9"], ["1.3.0"]],
    ["^1.0.0 || ^3.0.0", ["1.5.0", "3.0.0"], ["2.0.0"]],
    ["v1.2.3", ["1.2.3"], []],
  ])("%s", (range, inside, outside) => {
    for (const version of inside) expect(engineFits(range, version), version).toBe(true);
    for (const version of outside) expect(engineFits(range, version), version).toBe(false);
  });

  it("a caret takes every later minor and patch, and no other major", () => {
    const number = fc.nat({ max: 50 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), number, number, number, (major, minor, patch, more) => {
        const range = `^${major}.${minor}.${patch}`;
        return (
          engineFits(range, `${major}.${minor + more}.${patch + more}`) &&
          !engineFits(range, `${major + 1}.0.0`)
        );
      }),
    );
  });

  it("refuses what is no range, and what is no version", () => {
    for (const range of ["latest", "^", "1.2.3.4", "1 - 2"])
      expect(() => engineFits(range, "1.0.0")).toThrow(RangeError);
    expect(() => engineFits("*", "1.0")).toThrow("engineFits requires a version major.minor.patch, got 1.0");
  });
});
