import { expect, it } from "vitest";
import { crashRecord } from "./crash-record.ts";
import type { ManagerLimits } from "./manager-contract.ts";

const limits = {
  firstRestartMs: 1000,
  longestRestartMs: 60_000,
  crashes: 3,
  crashWindowMs: 300_000,
} as ManagerLimits;

it("waits longer as crashes go on, though never three are within the window", () => {
  const record = crashRecord(limits, () => 0);
  const delays = [0, 1, 2, 3, 4, 5, 6].map((count) => record.add(count * 299_999).delay);
  expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

it("begins anew after a window without a crash, and after an operator's word", () => {
  const record = crashRecord(limits, () => 0);
  expect([record.add(0).delay, record.add(1).delay, record.add(300_001).delay]).toEqual([1000, 2000, 1000]);
  record.clear();
  expect(record.add(300_002)).toEqual({ crashes: 1, delay: 1000 });
  expect([record.add(300_003).delay, record.add(300_004).delay]).toEqual([2000, null]);
});
