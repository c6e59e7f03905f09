import { describe, expect, it } from "vitest";
import { retailer } from "./retailer.ts";
import { seededRandom } from "./random.ts";

describe("the demo's retailer", () => {
  it("is the same for the same seed, and another for another", () => {
    const csv = retailer(7, { responses: 200 }).csv;
    expect(retailer(7, { responses: 200 }).csv).toBe(csv);
    expect(retailer(8, { responses: 200 }).csv).not.toBe(csv);
  });

  it("differs from chance only where the truth is planted", () => {
    const { csv, truth } = retailer(3, { responses: 30_000 });
    const [heading, ...rows] = csv
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(","));
    const column = (name: string) => heading!.findIndex((cell) => cell.includes(name));
    const [time, region, store, returns] = ["Submitted", "Region", "Store", "returns"].map(column);
    const channel = column("Channel");
    const recommend = heading!.findIndex((cell) => cell.includes("recommend"));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const late = rows.filter((row) => row[time!]! >= truth.decline.from);
    const recommended = (inRegion: boolean, from: readonly string[][]) =>
      mean(
        from
          .filter((row) => (row[region!] === truth.decline.region) === inRegion)
          .map((row) => Number(row[recommend])),
      );
    expect(recommended(true, late)).toBeLessThan(recommended(false, late) - 0.8);
    const early = rows.filter((row) => row[time!]! < truth.decline.from);
    expect(Math.abs(recommended(true, early) - recommended(false, early))).toBeLessThan(0.15);
    const rated = (refusing: boolean) =>
      mean(
        late
          .filter((row) => truth.refusal.channels.includes(row[channel]!) && row[returns!] !== "")
          .filter((row) => truth.refusal.stores.includes(row[store!]!) === refusing)
          .map((row) => Number(row[returns!])),
      );
    expect(rated(true)).toBeLessThan(rated(false) - 1.5);
  });
});

describe("seededRandom", () => {
  it("is uniform and normal enough for a demo", () => {
    const random = seededRandom(1);
    const uniform = Array.from({ length: 20_000 }, () => random.next());
    const normal = Array.from({ length: 20_000 }, () => random.normal());
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(mean(normal))).toBeLessThan(0.03);
    expect(Math.abs(mean(normal.map((z) => z * z)) - 1)).toBeLessThan(0.05);
  });
});
