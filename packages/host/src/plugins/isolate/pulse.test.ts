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
  const heart = pulse({
    ping: () => told.push("ping"),
    answers: (again) => told.push(again),
    longest: 30_000,
    gaveUp: () => told.push("over"),
  });
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
  const heart = pulse({ ping: () => {}, answers: () => {}, longest: 30_000, gaveUp: () => {} });
  heart.ask(500, over);
  vi.advanceTimersByTime(499);
  heart.beat();
  vi.advanceTimersByTime(1000);
  expect(over).not.toHaveBeenCalled();
  heart.ask(500, over);
  vi.advanceTimersByTime(500);
  expect(over).toHaveBeenCalledTimes(1);
});

it("who never answers is given up after the longest time that may be, counted while there is somebody to count", () => {
  const told: unknown[] = [];
  const heart = pulse({
    ping: () => told.push("ping"),
    answers: (again) => told.push(again),
    longest: 5000,
    gaveUp: () => told.push("over"),
  });
  const second = (): void => {
    heart.tick();
    vi.advanceTimersByTime(1000);
  };
  for (let count = 0; count < 5; count += 1) second();
  // The host was held up: of what it did not ask nobody is to blame.
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(["ping", false]);
  second();
  expect(told).toEqual(["ping", false, "over"]);
});

it("who answers now and then is never given up", () => {
  const over = vi.fn();
  const heart = pulse({ ping: () => {}, answers: () => {}, longest: 3000, gaveUp: over });
  for (let count = 0; count < 30; count += 1) {
    heart.tick();
    if (count % 3 === 2) heart.beat();
    vi.advanceTimersByTime(1000);
  }
  expect(over).not.toHaveBeenCalled();
});
