import { describe, expect, it } from "vitest";
import { bootstrapRows } from "./bootstrap-rows.ts";
import { replicateDistribution } from "./replicate-distribution.ts";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = ({ observed, replicates }: { observed: number; replicates: readonly number[] }) =>
  replicateDistribution(observed, replicates).standardDeviation;

describe("bootstrapRows", () => {
  const rows = Array.from({ length: 40 }, (_, index) => index % 10);

  it("come again from their seed, survive JSON and leave the rows alone", () => {
    const frozen = Object.freeze([...rows]);
    const one = bootstrapRows(frozen, mean, { seed: 3, replicates: 20 });
    expect(bootstrapRows(rows, mean, { seed: 3, replicates: 20 })).toEqual(one);
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
    expect(bootstrapRows(rows, mean, { seed: 4, replicates: 20 }).replicates).not.toEqual(one.replicates);
  });

  it("have the standard error of a mean with divisor n", () => {
    const expected = Math.sqrt(mean(rows.map((value) => (value - 4.5) ** 2)) / 40);
    expect(spread(bootstrapRows(rows, mean, { replicates: 5000 })) / expected).toBeCloseTo(1, 1);
  });

  it("keep the size of each stratum, so that differences between strata add nothing", () => {
    const some = [1, 1, 1, 9, 9];
    const { replicates } = bootstrapRows(some, mean, { stratumOf: (value) => value, replicates: 50 });
    expect(new Set(replicates)).toEqual(new Set([mean(some)]));
  });

  it("draw clusters whole", () => {
    const clustered = rows.map((value) => ({ value, store: value }));
    const sizes = new Set<string>();
    const result = bootstrapRows(
      clustered,
      (some) => {
        const stores = new Map<number, number>();
        for (const { store } of some) stores.set(store, (stores.get(store) ?? 0) + 1);
        for (const count of stores.values()) sizes.add(String(count % 4));
        return mean(some.map(({ value }) => value));
      },
      { clusterOf: ({ store }) => store, replicates: 500 },
    );
    expect(sizes).toEqual(new Set(["0"]));
    expect(spread(result)).toBeGreaterThan(1.5 * spread(bootstrapRows(rows, mean, { replicates: 500 })));
  });

  it("draw clusters within strata, names counting there alone", () => {
    const some = [
      { region: "n", store: 1, value: 0 },
      { region: "s", store: 1, value: 1 },
    ];
    const value = (drawn: typeof some) => mean(drawn.map((row) => row.value));
    const { replicates } = bootstrapRows(some, value, {
      stratumOf: ({ region }) => region,
      clusterOf: ({ store }) => store,
      replicates: 20,
    });
    expect(new Set(replicates)).toEqual(new Set([0.5]));
  });

  it("refuse to draw from nothing, and a statistic without value", () => {
    expect(() => bootstrapRows([], mean)).toThrow(
      new RangeError("bootstrapRows requires at least one row, got 0"),
    );
    expect(() => bootstrapRows([1, 2], () => NaN)).toThrow(
      new RangeError("bootstrapRows requires a statistic that is finite for every resample, got NaN"),
    );
    expect(() => bootstrapRows([1, 2], mean, { replicates: 2.5 })).toThrow(RangeError);
  });

  it("draw clusters of more rows than a call takes arguments", () => {
    const many = Array.from({ length: 300_000 }, (_, index) => index % 2);
    const { replicates } = bootstrapRows(many, mean, { clusterOf: (value) => value, replicates: 2 });
    expect(replicates).toHaveLength(2);
  });
});
