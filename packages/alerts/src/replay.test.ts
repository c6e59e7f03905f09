import type { CxEvent, Instrument } from "@cxkit/core";
import { npsMetric } from "@cxkit/metrics";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { alertEngine, belowTarget, needsPerson, replay } from "./index.ts";

const instrument: Instrument = {
  id: "recommend",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
};

function answer(key: string, time: string, value: number, subject?: string): CxEvent {
  return {
    type: "survey.responded",
    source: "csv:may",
    key,
    id: key,
    revision: 0,
    time,
    received: time,
    ...(subject !== undefined && { subject }),
    channel: "web",
    stage: "delivery",
    dimensions: { region: "north" },
    data: {
      survey: "s",
      status: "complete",
      answers: [{ item: "recommend", value, instrument: "recommend@1" }],
    },
  };
}

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
    events.push(answer("angry", "2025-05-03T12:00:00.000Z", 1, "subject-1"));
    const store = memoryStore({ instruments: [instrument] });
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
});
