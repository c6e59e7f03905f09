import type { Channel, DecodeContext, Decoded, EventDraft, StandardSchema } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { channelLaws } from "./channel-laws.ts";
import { failures } from "./fixtures/failures.ts";

interface Config {
  readonly form: string;
}
interface Raw {
  readonly line: number;
  readonly cells: readonly string[];
}

const anything: StandardSchema<unknown, Config> = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value: value as Config }) },
};

/** Columns: id, score 0–10, region, customer, date. */
const scores: Channel<Config, Raw> = {
  id: "scores",
  title: "Scores",
  config: anything,
  decode({ line, cells }, { config, subject }): Decoded {
    const [id = "", score = "", region = "", customer = "", date = ""] = cells;
    const day = /^2026-03-(0[1-9]|[12]\d|3[01])$/.test(date);
    if (id === "" || !day) {
      const path = id === "" ? "id" : "date";
      return {
        events: [],
        setAside: [{ scope: "record", path, reason: "missing", message: "no use", line }],
      };
    }
    const given = /^(?:\d|10)$/.test(score);
    return {
      events: [
        {
          type: "survey.responded",
          source: `scores:${config.form}`,
          key: id,
          time: `${date}T12:00:00+08:00`,
          ...(customer !== "" && { subject: subject("customer", customer) }),
          channel: "web",
          dimensions: region === "" ? {} : { region },
          data: {
            survey: config.form,
            status: "complete",
            answers: [{ item: "recommend", value: given ? Number(score) : null, instrument: "recommend@1" }],
          },
        },
      ],
      setAside:
        given || score === ""
          ? []
          : [{ scope: "value", path: "score", reason: "off-scale", message: "not 0–10", line }],
    };
  },
};

const samples = {
  config: { form: "f1" },
  raws: [
    { line: 2, cells: ["r1", "9", "north", "c1", "2026-03-01"] },
    { line: 3, cells: ["r2", "", "", "", "2026-03-02"] },
    { line: 4, cells: ["r3", "0", "south", "c1", "2026-03-02"] },
    { line: 4, cells: ["r3", "0", "south", "c1", "2026-03-02"] },
  ],
  malformed: [
    { line: 5, cells: ["", "9", "north", "c1", "2026-03-01"] },
    { line: 6, cells: ["r6", "77", "north", "c1", "2026-03-01"] },
  ],
} as const;

describe("a correct channel keeps the channel laws", () => {
  for (const law of channelLaws(scores, samples)) it(law.name, law.check);
});

describe("samples may have to be read first", () => {
  const read = channelLaws(scores, async () => samples);

  it("and the laws are the same, by name and by outcome", async () => {
    expect(read.map(({ name }) => name)).toEqual(channelLaws(scores, samples).map(({ name }) => name));
    expect(await failures(read)).toEqual([]);
    const broken = changed((draft) => ({ ...draft, key: "k" }));
    expect(await failures(channelLaws({ ...scores, decode: broken }, async () => samples))).toEqual([
      "two things told have two ids within their source",
    ]);
  });
});

describe("each channel law catches the channel that breaks it", () => {
  const mutants: readonly [law: string, decode: () => Channel<Config, Raw>["decode"]][] = [
    ["samples hold records to test with", () => () => ({ events: [], setAside: [] })],
    [
      "the same input gives the same events",
      () => {
        let calls = 0;
        return changed((draft) => ({ ...draft, dimensions: { call: String((calls += 1)) } }));
      },
    ],
    [
      "ids are stable under redelivery, in any order",
      () => {
        let calls = 0;
        return changed((draft) => ({ ...draft, key: `${draft.key}-${(calls += 1)}` }));
      },
    ],
    ["two things told have two ids within their source", () => changed((draft) => ({ ...draft, key: "k" }))],
    [
      "no record vanishes: it gives an event or is set aside",
      () => (raw, context) => ({ ...scores.decode(raw, context), setAside: [] }),
    ],
    [
      "malformed input is set aside with path and reason",
      () => (raw, context) => {
        const { events, setAside } = scores.decode(raw, context);
        return { events, setAside: setAside.map((entry) => ({ ...entry, path: "" })) };
      },
    ],
    [
      "malformed input loses nothing else",
      () => {
        let stopped = false;
        return (raw, context) => {
          const decoded = scores.decode(raw, context);
          if (stopped && raw.line === 4) return { events: [], setAside: decoded.setAside };
          stopped = decoded.events.length === 0;
          return decoded;
        };
      },
    ],
    [
      "every event is valid",
      () =>
        changed((draft) => ({ ...draft, data: { ...draft.data, status: "done" } }) as unknown as EventDraft),
    ],
    ["every time has an offset", () => changed((draft) => ({ ...draft, time: draft.time.slice(0, 19) }))],
    [
      "a subject is made by context.subject and by nothing else",
      () => (raw, context) => scores.decode(raw, { ...context, subject: (_, value) => `customer ${value}` }),
    ],
    [
      "absent stays absent: nothing undefined, nothing empty",
      () => changed((draft) => ({ ...draft, dimensions: { region: "", ...draft.dimensions } })),
    ],
    [
      "a cell left blank never becomes a number",
      () => (raw, context) =>
        scores.decode({ ...raw, cells: raw.cells.with(1, String(Number(raw.cells[1] ?? ""))) }, context),
    ],
    [
      "whatever the cells hold, decode neither throws nor waits, and events are valid",
      () => (raw, context) => {
        if (raw.cells[4]?.startsWith("2026-13")) throw new RangeError("Invalid time value");
        return scores.decode(raw, context);
      },
    ],
    [
      "whatever the cells hold, decode neither throws nor waits, and events are valid",
      () =>
        (async (raw: Raw, context: DecodeContext<Config>) =>
          scores.decode(raw, context)) as unknown as typeof scores.decode,
    ],
    [
      "the same input gives the same events",
      () => (raw, context) => {
        (raw.cells as string[]).push("seen");
        return scores.decode(raw, context);
      },
    ],
  ];

  for (const [law, decode] of mutants) {
    it(`"${law}" fails when it is broken`, async () => {
      expect(await failures(channelLaws({ ...scores, decode: decode() }, samples))).toContain(law);
    });
  }
});

function changed(change: (draft: EventDraft) => EventDraft): Channel<Config, Raw>["decode"] {
  return (raw, context) => {
    const { events, setAside } = scores.decode(raw, context);
    return { events: events.map(change), setAside };
  };
}
