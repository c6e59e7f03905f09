import { describe, expect, it } from "vitest";
import { deadline } from "./deadline.ts";

function clockwork() {
  const timers: (() => void)[] = [];
  return {
    timers,
    timer: (run: () => void) => {
      timers.push(run);
      return () => undefined;
    },
    pass: () => timers.shift()?.(),
  };
}

describe("deadline", () => {
  it("hands on what comes in time, a failure as it was thrown", async () => {
    const { timer } = clockwork();
    const within = deadline(1_000, timer);
    expect(await within(Promise.resolve(7))).toBe(7);
    await expect(within(Promise.reject(new TypeError("x")))).rejects.toThrow(TypeError);
  });

  it("gives up what is not there after the second sweep, and that alone", async () => {
    const { timer, pass, timers } = clockwork();
    const within = deadline(1_000, timer);
    const hanging = within(new Promise(() => undefined));
    hanging.catch(() => undefined);
    pass();
    let answer: (value: number) => void = () => undefined;
    const later = within(new Promise<number>((resolve) => (answer = resolve)));
    pass();
    await expect(hanging).rejects.toMatchObject({ name: "TimeoutError" });
    answer(3);
    expect(await later).toBe(3);
    pass();
    expect(timers).toEqual([]);
  });

  it("has one timer for all that wait, and none when nobody does", async () => {
    const { timer, timers, pass } = clockwork();
    const within = deadline(1_000, timer);
    expect(timers).toHaveLength(0);
    await Promise.all([1, 2, 3].map((value) => within(Promise.resolve(value))));
    expect(timers).toHaveLength(1);
    pass();
    expect(timers).toHaveLength(0);
  });
});
