import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bisectPlugins } from "./bisect-plugins.ts";

const plugins = (count: number) => Array.from({ length: count }, (_, index) => `acme.p${index}`);
const many = fc.integer({ min: 1, max: 300 });

describe("bisectPlugins", () => {
  it("names the one that makes the difference, in no more than log2(n) + 2 runs", async () => {
    await fc.assert(
      fc.asyncProperty(many, fc.nat(), async (count, at) => {
        const all = plugins(count);
        const culprit = all[at % count]!;
        const seen = new Set<string>();
        const result = await bisectPlugins(all, async (enabled) => {
          // No run is made twice.
          expect(seen.has(enabled.join())).toBe(false);
          seen.add(enabled.join());
          return enabled.includes(culprit);
        });
        expect(result).toMatchObject({ found: "culprit", culprit });
        expect(result.runs).toBeLessThanOrEqual(Math.ceil(Math.log2(count)) + 2);
        expect(result.runs).toBe(seen.size);
      }),
    );
  });

  it("names the last of two that fail together, and that the other was on", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 100 }), fc.nat(), fc.nat(), async (count, one, other) => {
        const all = plugins(count);
        const pair = [...new Set([one % count, other % count])].toSorted((left, right) => left - right);
        fc.pre(pair.length === 2);
        const [first, last] = pair.map((at) => all[at]!);
        const result = await bisectPlugins(
          all,
          async (enabled) => enabled.includes(first!) && enabled.includes(last!),
        );
        expect(result).toMatchObject({
          found: "culprit",
          culprit: last,
          beside: expect.arrayContaining([first]),
        });
      }),
    );
  });

  it("blames nobody when nothing fails, or when it fails without them", async () => {
    expect(await bisectPlugins(plugins(8), async () => false)).toEqual({ found: "none", runs: 1 });
    expect(await bisectPlugins(plugins(8), async () => true)).toEqual({ found: "elsewhere", runs: 2 });
  });

  it("needs somebody to suspect", async () => {
    await expect(bisectPlugins([], async () => true)).rejects.toThrow(RangeError);
  });
});
