import type { CxEventOf, Instrument } from "@cxkit/core";
import { expect, it } from "vitest";
import { memoryStore } from "./memory-store.ts";

const recommend: Instrument = {
  id: "recommend",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
};

it("counts what a loop counts over several chunks: late rows, ties in time, hundreds of regions, weights on some", async () => {
  const store = memoryStore({ instruments: [recommend] });
  const draw = (index: number, below: number) => (Math.imul(index + 1, 2_654_435_761) >>> 9) % below;
  const start = Date.parse("2025-03-29T00:00:00Z");
  const events = Array.from({ length: 70_000 }, (_, index) =>
    response(index, {
      time: new Date(
        start + (index % 3 === 0 ? draw(index, 48) : Math.floor(index / 1500)) * 3_600_000,
      ).toISOString(),
      region: `R${draw(index, index < 40_000 ? 3 : 700)}`,
      score: draw(index, 12),
      weight: index % 2 === 0 ? undefined : draw(index, 8) / 4,
    }),
  );
  for (let at = 0; at < events.length; at += 10_000) await store.append(events.slice(at, at + 10_000));
  const counted = new Map<string, number[]>();
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin", dateStyle: "short" });
  for (const { time, dimensions, data } of events) {
    const key = `${dimensions["region"] ?? ""} ${day.format(new Date(time))}`;
    const sums = counted.get(key) ?? Array.from({ length: 23 }, () => 0);
    counted.set(key, sums);
    const score = data.answers[0]?.value as number;
    sums[score === 11 ? 22 : score]! += 1;
    if (score < 11) sums[11 + score]! += data.weight ?? 1;
  }
  const cells = await store.tally({
    select: { types: ["survey.responded"], item: "nps" },
    by: ["dimensions.region"],
    every: "day",
    zone: "Europe/Berlin",
  });
  expect(cells).toHaveLength(counted.size);
  for (const { by, period, tally } of cells) {
    if (tally.kind !== "scale") throw new Error("a score is counted on its scale");
    const sums = counted.get(`${by["dimensions.region"] ?? ""} ${day.format(new Date(period?.from ?? ""))}`);
    expect([...tally.counts, ...(tally.weights?.sum ?? []), tally.missing["off-scale"] ?? 0]).toEqual(sums);
  }
});

function response(
  index: number,
  told: {
    readonly time: string;
    readonly region: string;
    readonly score: number;
    readonly weight: number | undefined;
  },
): CxEventOf<"survey.responded"> {
  const { time, region, score, weight } = told;
  return {
    type: "survey.responded",
    source: "csv:a",
    key: String(index),
    id: String(index),
    revision: 0,
    time,
    received: "2025-06-01T00:00:00Z",
    channel: "web",
    dimensions: { region },
    data: {
      survey: "s",
      status: "complete",
      ...(weight !== undefined && { weight }),
      answers: [{ item: "nps", value: score, instrument: "recommend@1" }],
    },
  };
}
