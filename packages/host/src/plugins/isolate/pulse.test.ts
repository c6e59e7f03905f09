import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pulse } from "./pulse.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("silence of three seconds is told once, and its end, too", () => {
  const told: unknown[] = [];
  const heart = pulse(
    () => told.push("ping"),
    (again) => told.push(again),
  );
  for (let second = 0; second < 6; second += 1) {
    heart.tick();
    vi.advanceTimersByTime(1000);
  }
  heart.beat();
  heart.tick();
  expect(told).toEqual(["ping", false, true, "ping"]);
});

it("what is asked for is called when nothing comes, and not when something does", () => {
  const over = vi.fn();
  const heart = pulse(
    () => {},
    () => {},
  );
  heart.ask(500, over);
  vi.advanceTimersByTime(499);
  heart.beat();
  vi.advanceTimersByTime(1000);
  expect(over).not.toHaveBeenCalled();
  heart.ask(500, over);
  vi.advanceTimersByTime(500);
  expect(over).toHaveBeenCalledTimes(1);
});
