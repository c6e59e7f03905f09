import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { patience } from "./patience.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("time that is paused out does not count, however often, and a reset begins anew", () => {
  const over = vi.fn();
  const waits = patience(100, over);
  vi.advanceTimersByTime(60);
  waits.pause();
  waits.pause();
  vi.advanceTimersByTime(1000);
  waits.resume();
  vi.advanceTimersByTime(1000);
  waits.resume();
  vi.advanceTimersByTime(39);
  expect(over).not.toHaveBeenCalled();
  waits.reset();
  vi.advanceTimersByTime(99);
  expect(over).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(over).toHaveBeenCalledTimes(1);
});

it("a reset while it is paused waits for the end of the pause, and what is stopped stays so", () => {
  const over = vi.fn();
  const waits = patience(100, over);
  waits.pause();
  waits.reset();
  vi.advanceTimersByTime(1000);
  expect(over).not.toHaveBeenCalled();
  waits.resume();
  vi.advanceTimersByTime(50);
  waits.stop();
  waits.reset();
  waits.resume();
  vi.advanceTimersByTime(1000);
  expect(over).not.toHaveBeenCalled();
});
