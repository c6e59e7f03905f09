import { createContext } from "@cxkit/core/context";
import { describe, expect, it } from "vitest";
import { decodeAll, tableOf } from "../fixtures/survey-tables.ts";
import { surveyCsv } from "../survey-csv.ts";
import { proposeMapping } from "./propose-mapping.ts";

const header = ["Response ID", "Submitted at", "Overall satisfaction (1-5)", "Service", "Channel"];
const words = ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"];
const usual = (row: number) => [
  String(row),
  `${1 + (row % 12)}/${13 + (row % 15)}/2026`,
  String(1 + (row % 5)),
  words[row % 5]!,
  row % 2 === 0 ? "App" : "Web",
];
const looked = tableOf([header, ...Array.from({ length: 100 }, (_, row) => usual(row))]);

async function read(...later: readonly string[][]) {
  const { config } = proposeMapping(looked, { name: "long.csv" });
  const table = [...looked, ...later.map((cells, index) => ({ line: 102 + index, cells }))];
  const { events, setAside } = await decodeAll(
    surveyCsv,
    table,
    createContext(config, { key: new Uint8Array(32) }),
  );
  return { events: events.slice(100), setAside };
}

describe("rows beyond those looked at", () => {
  it("bring new words and codes: each is set aside by its cell, with the option that mends it", async () => {
    const { events, setAside } = await read(
      ["901", "3/14/2026", "12", "Delighted", "WeChat"],
      ["902", "3/14/2026", "5", "N/A", "Kiosk"],
    );
    expect(setAside.map(({ scope, path, line, message }) => [scope, path, line, message])).toEqual([
      [
        "value",
        "Overall satisfaction (1-5)",
        102,
        "12 is not on 1–5; as a code for no answer: --missing 'Overall satisfaction (1-5)=12'",
      ],
      [
        "value",
        "Service",
        102,
        '"Delighted" has no point on 1–5; it gets one by --word Service:Delighted=POINT',
      ],
    ]);
    expect(events.map(({ channel }) => channel)).toEqual(["wechat", "store"]);
    expect(events[0]!.data.answers.map(({ missing }) => missing)).toEqual(["off-scale", "off-scale"]);
  });

  it("bring dates in another order: set aside, with the option that reads it", async () => {
    const { events, setAside } = await read(["901", "25/03/2026", "5", "Satisfied", "App"]);
    expect(events).toEqual([]);
    expect(setAside[0]).toMatchObject({
      scope: "record",
      reason: "unreadable-date",
      message: '"25/03/2026" is no date as the column writes them (month first); --date-order dmy reads it',
    });
  });
});
