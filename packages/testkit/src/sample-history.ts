import {
  type CxEventOf,
  completeEvent,
  eventId,
  type EventType,
  type Instrument,
  type MissingReason,
} from "@cxkit/core";
import { deepFrozen } from "./leaves.ts";

/** An instrument of 0–10, the item the store laws count. */
export const recommend: Instrument = {
  id: "recommend",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
};

/** A choice with no scale. */
export const reasonChosen: Instrument = {
  id: "reason",
  version: "1",
  construct: "choice",
  scale: null,
  direction: "higher-is-better",
};

/** What {@link told} leaves to be said. */
export interface Telling {
  readonly source?: string;
  readonly key: string;
  readonly revision?: number;
  readonly time?: string;
  readonly received?: string;
  readonly subject?: string;
  readonly score?: number | null;
}

/** A survey response with one answer; frozen, as laws hand everything over. */
export function told({
  source = "survey:a",
  key,
  revision = 0,
  time = "2026-03-01T12:00:00Z",
  received = "2026-03-02T00:00:00Z",
  subject,
  score = 9,
}: Telling): CxEventOf<"survey.responded"> {
  return deepFrozen({
    id: eventId(key, revision),
    source,
    key,
    revision,
    type: "survey.responded" as const,
    time,
    received,
    ...(subject !== undefined && { subject }),
    channel: "web",
    dimensions: {},
    data: {
      survey: "s",
      status: "complete" as const,
      answers: [
        {
          item: "recommend",
          value: score,
          ...(score === null && { missing: "skipped" as const }),
          instrument: "recommend@1",
        },
      ],
    },
  });
}

/** The retraction of a thing told. */
export function retracted(
  key: string,
  {
    source = "survey:a",
    type = "survey.responded",
    by = "retraction",
  }: { readonly source?: string; readonly type?: EventType; readonly by?: string } = {},
): CxEventOf<"event.retracted"> {
  return deepFrozen(
    completeEvent<"event.retracted">(
      {
        type: "event.retracted",
        source,
        key: `${by}:${type}:${key}`,
        time: "2026-03-03T00:00:00Z",
        channel: "web",
        dimensions: {},
        data: { type, key },
      },
      "2026-03-03T00:00:00Z",
    ),
  );
}

/**
 * A year and a half of responses, feedback and payments, the same every time: in four channels, with and without region, touchpoint,
 * stage and wave, answered and not, told in several offsets, and some of them at the very edges of days in the zones of the laws.
 */
export function sampleHistory(): (
  | CxEventOf<"survey.responded">
  | CxEventOf<"feedback.posted">
  | CxEventOf<"transaction.recorded">
)[] {
  const regular = Array.from(
    { length: 160 },
    (_, index) => Date.UTC(2025, 9, 1) + index * 71 * 3_600_000 + index * 60_001,
  );
  return [...regular, ...edges].map((at, index) => {
    const envelope = {
      source: index % 7 === 0 ? "survey:b" : "survey:a",
      key: `r${index}`,
      time: written(at, index % 3),
      channel: ["web", "app", "store", "phone"][index % 4] ?? "web",
      ...(index % 3 > 0 && { touchpoint: ["checkout", "delivery"][index % 2] ?? "" }),
      ...(index % 5 > 2 && { stage: "purchase" }),
      dimensions: {
        ...(index % 4 > 0 && { region: ["north", "south", 'it\'s "east"'][index % 3] ?? "" }),
        ...(index % 2 > 0 && { product: "p" }),
      },
    };
    if (index % 10 === 8) {
      const data = { kind: "order", amount: (index % 13) * 12.5 - 20, currency: "EUR" };
      return arrived({ ...envelope, type: "transaction.recorded" as const, data });
    }
    if (index % 10 === 9) {
      return arrived({
        ...envelope,
        type: "feedback.posted" as const,
        data: { text: '好 — "fine"\n', rating: index % 5 },
      });
    }
    const blank = index % 6 === 5;
    const data = {
      survey: "s",
      ...(index % 3 === 0 && { wave: index % 2 === 0 ? "w1" : "w2" }),
      status: "complete" as const,
      duration: index * 3,
      answers: [
        {
          item: "recommend",
          value: blank ? null : (index * 7) % 11,
          ...(blank &&
            index % 4 > 0 && {
              missing: reasons[index % 3] ?? "unknown",
            }),
          instrument: "recommend@1",
        },
        {
          item: "reason",
          value: ["price", "staff", "constructor"][index % 3] ?? "price",
          instrument: "reason@1",
        },
      ],
    };
    return arrived({ ...envelope, type: "survey.responded" as const, data });
  });
}

function arrived<T extends Parameters<typeof completeEvent>[0]>(draft: T) {
  return deepFrozen({ ...draft, id: draft.key, revision: 0, received: "2027-06-01T00:00:00Z" });
}

const reasons: readonly MissingReason[] = ["skipped", "refused", "dont-know"];

/** First and last milliseconds of days, weeks, months and years: clock changes in New York, and midnights east of Greenwich. */
const edges = [
  "2025-11-02T04:00:00Z",
  "2025-11-03T05:00:00Z",
  "2026-03-08T05:00:00Z",
  "2026-03-09T04:00:00Z",
  "2025-12-31T16:00:00Z",
  "2025-12-31T18:30:00Z",
  "2026-01-01T00:00:00Z",
  "2026-01-01T05:00:00Z",
  "2026-03-31T16:00:00Z",
  "2026-03-31T18:30:00Z",
  "2026-04-01T04:00:00Z",
].flatMap((text) => [Date.parse(text) - 1, Date.parse(text)]);

/** An instant in one of three offsets. */
function written(at: number, form: number): string {
  const hours = [0, 8, -5][form] ?? 0;
  const local = new Date(at + hours * 3_600_000).toISOString().slice(0, -1);
  return local + (["Z", "+08:00", "-05:00"][form] ?? "Z");
}
