import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pluginLog } from "./plugin-log.ts";

const entry = (event: string) => ({ level: "warn", event, contribution: "acme.a/run" }) as const;

describe("what is kept of plugins' logs", () => {
  it("is each plugin's own, oldest first, with what repeats told once", () => {
    let minute = 0;
    const log = pluginLog(() => `2026-03-01T00:0${minute++}:00Z`);
    log.add("acme.a", entry("started"));
    log.add("acme.a", entry("failed"));
    log.add("acme.a", entry("failed"));
    log.add("acme.b", entry("failed"));
    expect(log.of("acme.a")).toEqual({
      entries: [
        { ...entry("started"), at: "2026-03-01T00:00:00Z", times: 1, number: 1 },
        { ...entry("failed"), at: "2026-03-01T00:02:00Z", times: 2, number: 3 },
      ],
      last: 3,
      dropped: 0,
    });
    expect(log.of("acme.c")).toEqual({ entries: [], last: 0, dropped: 0 });
  });

  it("tells entries with other facts apart", () => {
    const log = pluginLog(() => "2026-03-01T00:00:00Z");
    for (const lines of [1, 2, 2]) log.add("acme.a", { ...entry("said"), facts: { lines } });
    expect(log.of("acme.a").entries.map(({ times }) => times)).toEqual([1, 2]);
  });

  it("is bounded, and whoever asks again and again misses nothing that was kept", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ event: fc.constantFrom("a", "b", "c"), asks: fc.boolean() })),
        fc.integer({ min: 1, max: 5 }),
        (steps, keep) => {
          const log = pluginLog(() => "2026-03-01T00:00:00Z", keep);
          let last = 0;
          let untold = 0;
          for (const { event, asks } of steps) {
            log.add("acme.a", entry(event));
            untold += 1;
            if (!asks) continue;
            const part = log.of("acme.a", last);
            expect(part.entries.length).toBeGreaterThan(0);
            expect(part.entries.length).toBeLessThanOrEqual(Math.min(keep, untold));
            expect(part.entries.every(({ number }) => number > last)).toBe(true);
            ({ last } = part);
            untold = 0;
            expect(log.of("acme.a", last).entries).toEqual([]);
          }
          const { entries, dropped } = log.of("acme.a");
          expect(entries.length).toBeLessThanOrEqual(keep);
          expect(entries.reduce((sum, { times }) => sum + times, 0) + dropped).toBeLessThanOrEqual(
            steps.length,
          );
        },
      ),
    );
  });

  it("begins anew for whoever asks for more than there is: it is another log than the one they know", () => {
    const log = pluginLog(() => "2026-03-01T00:00:00Z");
    log.add("acme.a", entry("started"));
    expect(log.of("acme.a", 500).entries).toHaveLength(1);
  });
});
