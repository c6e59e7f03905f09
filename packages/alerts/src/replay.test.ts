import type { CxEvent } from "@cxkit/core";
import { npsMetric } from "@cxkit/metrics";
import { memoryStore } from "@cxkit/store-memory";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertEngine } from "./alert-engine.ts";
import { belowTarget } from "./below-target.ts";
import { answer, erasure, recommend, retraction } from "./fixtures/answers.ts";
import { liveHost } from "./fixtures/live-host.ts";
import { needsPerson } from "./needs-person.ts";
import { replay } from "./replay.ts";

describe("replay", () => {
  it("tells of a detractor at once, of a bad score at the next evaluation, and of its recovery once", async () => {
    const engine = alertEngine({
      rules: [
        { id: "call", rule: needsPerson(), params: { item: "recommend", atMost: 2 } },
        {
          id: "nps-low",
          title: { en: "NPS below 30" },
          rule: belowTarget(),
          params: { target: 30 },
          metric: npsMetric({ item: "recommend" }),
          window: "7d",
        },
      ],
      routing: { fallback: "care", stages: { delivery: "logistics" } },
      language: "en",
      zone: "UTC",
    });
    const events = Array.from({ length: 60 }, (_, day) =>
      Array.from({ length: 20 }, (_one, at) =>
        answer(
          `${day}-${at}`,
          new Date(Date.UTC(2025, 4, 1 + day, 9, at)).toISOString(),
          day > 20 && day < 30 ? 5 : at % 4 === 0 ? 5 : 10,
        ),
      ),
    ).flat();
    events.push(answer("angry", "2025-05-03T12:00:00.000Z", 1, { subject: "subject-1" }));
    const store = memoryStore({ instruments: [recommend] });
    const { notifications } = await replay({ engine, store, events });
    const told = notifications.map(({ kind, to, at }) => `${at.slice(0, 16)} ${kind} ${to.owner}`);
    expect(told).toEqual([
      "2025-05-03T12:00 case logistics",
      "2025-05-03T16:00 reminder logistics",
      "2025-05-03T20:00 reminder care",
      "2025-05-06T12:00 reminder logistics",
      "2025-05-06T16:00 reminder care",
      "2025-05-24T00:00 alert care",
      "2025-06-07T00:00 recovery care",
    ]);
    expect(notifications.map(({ title }) => title).filter((title) => title.includes("NPS"))).toEqual([
      "NPS below 30: 7 (95 % interval −9 to 23, n = 140)",
      "Recovered: NPS below 30: 50 (95 % interval 35 to 63, n = 140)",
    ]);
  });

  it("gives what a live run gave, wherever that was restarted, with the same ids and keys", async () => {
    const rules = () =>
      alertEngine({
        rules: [
          { id: "call", rule: needsPerson(), params: { item: "recommend", atMost: 6 }, most: 3 },
          {
            id: "low",
            rule: belowTarget(),
            params: { target: 30, minimumN: 5 },
            metric: npsMetric({ item: "recommend" }),
            window: "2d",
            every: "12h",
            by: ["dimensions.region"],
            openCase: true,
          },
        ],
        routing: { fallback: "care", stages: { delivery: "logistics" } },
        language: "en",
        zone: "America/New_York",
      });
    const told = fc.record({
      minutes: fc.nat(600),
      kind: fc.constantFrom(
        "answer" as const,
        "answer" as const,
        "answer" as const,
        "withdraw" as const,
        "erase" as const,
      ),
      key: fc.nat(30),
      subject: fc.nat(6),
      value: fc.constantFrom(0, 3, 9, 10),
      region: fc.constantFrom("north", "south"),
      restart: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 20, maxLength: 60 }), async (history) => {
        let clock = Date.UTC(2025, 2, 5);
        const events: CxEvent[] = [];
        for (const [at, one] of history.entries()) {
          clock += one.minutes * 60_000;
          const received = new Date(clock).toISOString();
          const { key, subject, value, region } = one;
          if (one.kind === "answer") {
            events.push(answer(`r${key}`, received, value, { subject: `s${subject}`, region, revision: at }));
          } else if (one.kind === "withdraw") events.push(retraction(`r${key}`, received));
          else events.push(erasure(`s${subject}`, received));
        }
        const live = liveHost(rules(), memoryStore({ instruments: [recommend] }));
        for (const [at, event] of events.entries()) {
          await live.tickUntil(new Date(Date.parse(event.received) - 1).toISOString());
          await live.see(event);
          if (history[at]?.restart) live.restart(rules());
        }
        await live.tickUntil(new Date(clock).toISOString());
        const replayed = await replay({
          engine: rules(),
          store: memoryStore({ instruments: [recommend] }),
          // What the engine made itself is part of what a store holds, and is not made twice.
          events: [...events, ...live.steps],
          from: new Date(Date.parse(events[0]?.received ?? "") - 1).toISOString(),
        });
        expect(replayed.notifications).toEqual(live.notifications);
        const kept = [...replayed.state].toSorted(([a], [b]) => (a < b ? -1 : 1));
        expect(Object.fromEntries(kept)).toEqual(live.kept());
      }),
      { numRuns: 30 },
    );
  });

  it("of nothing is nothing", async () => {
    const engine = alertEngine({ rules: [], routing: { fallback: "care" }, language: "en", zone: "UTC" });
    const { outcomes, state } = await replay({ engine, store: memoryStore(), events: [] });
    expect([outcomes, state.size]).toEqual([[], 0]);
  });
});
