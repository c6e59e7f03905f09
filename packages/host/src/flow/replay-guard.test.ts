import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { recentDeliveries } from "./replay-guard.ts";

it("deliveries are told apart by their ids, however long, and long ones are not kept", () => {
  const deliveries = recentDeliveries();
  const long = "x".repeat(1_000_000);
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const used = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  for (let entry = 1; entry <= 300; entry += 1) deliveries.add("survey", `${entry}${long}`, entry);
  // Kept as they came they would be 300 MB.
  expect(used() - before).toBeLessThan(50_000_000);
  expect([1, 299, 301].map((entry) => deliveries.entry("survey", `${entry}${long}`))).toEqual([
    1,
    299,
    undefined,
  ]);
  expect(deliveries.entry("other", `1${long}`)).toBeUndefined();
  deliveries.add("survey", "short", 400);
  expect(deliveries.entry("survey", "short")).toBe(400);
});
