import { createContext } from "@cxkit/core/context";
import { describe, expect, it } from "vitest";
import { assumed, cycle, propose } from "../fixtures/proposals.ts";
import { decodeAll, tableOf } from "../fixtures/survey-tables.ts";
import { surveyCsv } from "../survey-csv.ts";
import { proposeMapping } from "./propose-mapping.ts";

const header = ["Respondent ID", "Date Created", "Date Modified", "Overall satisfaction"];
const response = (id: number, modified: string, score: string) => [
  String(id),
  "2026-03-01 09:00:00",
  modified,
  score,
];
const first = [1, 2, 3, 4, 5].map((id) => response(id, "2026-03-01 09:02:00", String(id)));

async function read(rows: readonly string[][], overrides = {}) {
  const table = tableOf([header, ...rows]);
  const { config } = proposeMapping(table, { name: "export.csv", overrides: { zone: "UTC", ...overrides } });
  return decodeAll(surveyCsv, table, createContext(config, { key: new Uint8Array(32) }));
}

describe("the producer's update time", () => {
  it("makes revisions: whole seconds since 1970, the later the higher", async () => {
    const before = await read(first);
    const after = await read([response(1, "2026-03-05 10:00:00", "5"), ...first.slice(1)]);
    expect(before.events[0]).toMatchObject({
      key: "1",
      revision: Date.UTC(2026, 2, 1, 9, 2) / 1000,
      time: "2026-03-01T09:00:00Z",
    });
    expect(after.events[0]?.revision).toBe(Date.UTC(2026, 2, 5, 10) / 1000);
    expect(after.events.slice(1)).toEqual(before.events.slice(1));
  });

  it("two states of one response in one file both go on; the same state again is a repetition", async () => {
    const edited = response(1, "2026-03-05 10:00:00", "5");
    const { events, setAside } = await read([...first, edited, edited]);
    expect(events.map(({ key }) => key)).toEqual(["1", "2", "3", "4", "5", "1"]);
    expect(setAside.map(({ reason }) => reason)).toEqual(["repeated-id"]);
  });

  it("an empty cell is no change; one that is no date is set aside, and the response goes on", async () => {
    const more = Array.from({ length: 20 }, (_, index) => response(10 + index, "2026-03-02 09:00:00", "3"));
    const { events, setAside } = await read([
      ...first,
      ...more,
      response(7, "", "4"),
      response(8, "soon", "4"),
    ]);
    expect(events.slice(-2).map((event) => event.revision)).toEqual([undefined, undefined]);
    expect(setAside).toMatchObject([{ scope: "value", path: "Date Modified", reason: "unreadable-date" }]);
  });

  it("is recognised by its heading, never taken for when a response was recorded, and useless without ids", () => {
    const time = cycle("2026-03-01 09:00", "2026-03-02 09:00");
    for (const heading of [
      "Last modified",
      "updated_at",
      "修改时间",
      "Date last action",
      "Last Updated (UTC)",
    ])
      expect(
        propose([
          ["Submitted at", time],
          [heading, time],
        ]).config.revision?.column,
        heading,
      ).toBe(heading);
    for (const heading of ["RecordedDate", "Recorded Date", "Time", "Last visit"])
      expect(
        propose([
          ["Submitted at", time],
          [heading, time],
        ]).config.revision,
        heading,
      ).toBeUndefined();
    const proposal = propose([
      ["Submitted at", time],
      ["Last modified", time],
    ]);
    expect(assumed(proposal, "revision")[0]?.path).toBe("Last modified");
    expect(propose([["Last modified", time]], { id: "none" }).config.revision).toBeUndefined();
    expect(propose([["Last modified", time]], { revision: "none" }).config.revision).toBeUndefined();
  });
});

describe("a response without an end", () => {
  const columns = [
    "Response ID",
    "Date submitted",
    "Date started",
    "Satisfaction (1-5)",
    "Rate price (1-5)",
    "Any comments?",
  ];
  const whole = (id: number) => [
    String(id),
    "2026-03-01 09:05:00",
    "2026-03-01 09:00:00",
    "5",
    "4",
    "All went well there",
  ];
  const left = (id: number) => [String(id), "", "2026-03-01 10:00:00", "2", "", ""];
  const decode = async (rows: readonly string[][]) => {
    const table = tableOf([columns, ...rows]);
    const { config, assumptions } = proposeMapping(table, { name: "lime.csv", overrides: { zone: "UTC" } });
    return {
      config,
      assumptions,
      ...(await decodeAll(surveyCsv, table, createContext(config, { key: new Uint8Array(32) }))),
    };
  };

  it("is dated by its start, partial, and broken off after the last answer", async () => {
    const { config, assumptions, events, setAside } = await decode([whole(1), left(2), whole(3), left(4)]);
    expect(setAside).toEqual([]);
    expect(config.time).toMatchObject({ column: "Date submitted", orElse: { column: "Date started" } });
    expect(assumptions.find(({ id }) => id === "date")?.text["en"]).toMatch(/counts as partial/);
    expect(events.map(({ time, data }) => [time, data.status])).toEqual([
      ["2026-03-01T09:05:00Z", "complete"],
      ["2026-03-01T10:00:00Z", "partial"],
      ["2026-03-01T09:05:00Z", "complete"],
      ["2026-03-01T10:00:00Z", "partial"],
    ]);
    expect(events[1]!.data.answers.map(({ value, missing }) => missing ?? value).slice(0, 2)).toEqual([
      2,
      "break-off",
    ]);
  });

  it("works where all of the rows looked at are such, and where most are", async () => {
    const { events } = await decode([left(1), left(2), left(3)]);
    expect(events.map(({ data }) => data.status)).toEqual(["partial", "partial", "partial"]);
    const { events: most } = await decode([left(1), left(2), left(3), whole(4)]);
    expect(most.map(({ data }) => data.status)).toEqual(["partial", "partial", "partial", "complete"]);
  });

  it("a column that says so decides, also where nobody in the rows looked at was finished", () => {
    const proposal = propose([
      ["Finished", cycle("FALSE")],
      ["End date", cycle("2026-03-01 09:00")],
    ]);
    expect(proposal.config.status?.complete?.column).toBe("Finished");
  });
});
