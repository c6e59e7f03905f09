import { describe, expect, it } from "vitest";
import { testClock } from "./fixtures/workbench.ts";
import { liveness } from "./liveness.ts";

function watched(milliseconds = 1_000) {
  const clock = testClock();
  const alive = liveness(milliseconds, clock.timer, () => new Error("silent"));
  let over = false;
  alive.stalled.catch(() => (over = true));
  return {
    alive,
    async after(time: number, step = 250): Promise<boolean> {
      for (let passed = 0; passed < time; passed += step) clock.advance(step);
      await Promise.resolve();
      await Promise.resolve();
      return over;
    },
  };
}

describe("liveness", () => {
  it("gives up what has been silent for the time it may, and a quarter", async () => {
    const { after } = watched();
    expect(await after(1_000)).toBe(false);
    expect(await after(250)).toBe(true);
  });

  it("begins anew with each sign of life", async () => {
    const { alive, after } = watched();
    for (let round = 0; round < 10; round += 1) {
      expect(await after(1_000)).toBe(false);
      alive.alive();
    }
  });

  it("does not count waiting for others, however many wait at once", async () => {
    const { alive, after } = watched();
    const [first, second] = [alive.waits(), alive.waits()];
    expect(await after(10_000)).toBe(false);
    first();
    first();
    expect(await after(10_000)).toBe(false);
    second();
    expect(await after(1_250)).toBe(true);
  });

  it("counts it in the end: an hour where a minute is allowed", async () => {
    const { alive, after } = watched(60_000);
    alive.waits();
    expect(await after(3_600_000, 15_000)).toBe(false);
    expect(await after(15_000, 15_000)).toBe(true);
  });

  it("asks for no more time when it is stopped", async () => {
    const { alive, after } = watched();
    alive.stop();
    expect(await after(100_000)).toBe(false);
  });
});
