import { describe, expect, it } from "vitest";
import { globalNames, trapped, trappedNow } from "./ambient-traps.ts";

const environment = (): object => (globalThis as unknown as { process: { env: object } }).process.env;
const touched = (work: () => unknown) => trappedNow("pure", work).touched;
const placed = (work: () => unknown) => trappedNow("placeless", work).touched;

describe("traps note", () => {
  it.each<readonly [string, () => unknown]>([
    ["Date.now", () => Date.now()],
    ["new Date()", () => new Date()],
    ["Date()", () => Date()],
    ["Math.random", () => Math.random()],
    ["performance.now", () => performance.now()],
    ["setTimeout", () => clearTimeout(setTimeout(() => {}, 0))],
    ["queueMicrotask", () => queueMicrotask(() => {})],
    ["process.env.HOME", () => Reflect.get(environment(), "HOME") as unknown],
    ["process.env", () => Object.keys(environment())],
  ])("%s", (name, work) => {
    expect(touched(work)).toContain(name);
  });

  it.each<readonly [string, () => unknown]>([
    ["Date getTimezoneOffset", () => new Date(0).getTimezoneOffset()],
    ["Date toLocaleString", () => new Date(0).toLocaleString()],
    ["String localeCompare", () => "a".localeCompare("b")],
    ["Number toLocaleString", () => (5).toLocaleString()],
    ["Intl.NumberFormat", () => new Intl.NumberFormat()],
    ["Intl.DateTimeFormat", () => new Intl.DateTimeFormat("en")],
  ])("%s, of a place", (name, work) => {
    expect(placed(work)).toContain(name);
  });

  it("nothing of what is the same everywhere", () => {
    expect(
      touched(() => [
        new Date(0).toISOString(),
        Date.parse("2026-03-01T00:00:00Z"),
        Date.UTC(2026, 1),
        new Date(0) instanceof Date,
      ]),
    ).toEqual([]);
    expect(
      placed(() => [
        new Date(0).getUTCHours(),
        new Intl.DateTimeFormat("en", { timeZone: "UTC" }),
        new Intl.NumberFormat("en"),
        "A".toLowerCase(),
      ]),
    ).toEqual([]);
  });
});

describe("traps are taken away again", () => {
  const { now } = Date;
  const original = Date;
  const kept = () => [Date.now === now, Date === original, Object.keys(environment()).length > 0];

  it("after what is done at once and what takes a while, and after what throws", async () => {
    trappedNow("pure", () => 1);
    expect(() =>
      trappedNow("placeless", () => {
        throw new RangeError("x");
      }),
    ).toThrow("x");
    await trapped("pulling", async () => 1);
    await expect(trapped("loading", () => Promise.reject(new RangeError("y")))).rejects.toThrow("y");
    expect(kept()).toEqual([true, true, true]);
    expect(touched(() => 1)).toEqual([]);
  });
});

describe("loading a module", () => {
  it("is watched, and its loader is not", async () => {
    const { touched: quiet } = await trapped("loading", () => import("./fixtures/quiet-module.ts"));
    expect(quiet).toEqual([]);
    const { touched: loud, result } = await trapped("loading", () => import("./fixtures/loud-module.ts"));
    expect(result.began).toBeGreaterThan(0);
    expect(loud).toContain("Date.now");
  });

  it("may leave something behind", () => {
    const before = new Set(globalNames());
    Object.defineProperty(globalThis, "cxkitLeftBehind", { value: 1, configurable: true });
    expect(globalNames().filter((name) => !before.has(name))).toEqual(["cxkitLeftBehind"]);
    Reflect.deleteProperty(globalThis, "cxkitLeftBehind");
  });
});
