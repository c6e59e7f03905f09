import type { Instrument } from "@cxkit/core";
import { expect, it } from "vitest";
import { itemConflicts } from "./item-conflicts.ts";

const recommend: Instrument = {
  id: "recommend",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
};

it("itemConflicts names the connections, and what differs between them", () => {
  const typo = { ...recommend, construct: "npss" };
  expect(
    itemConflicts([
      { connection: "web", instruments: [typo] },
      { connection: "form", instruments: [recommend] },
    ]),
  ).toEqual([
    {
      path: "connections.form.config",
      message:
        "item recommend is not what it is in connections.web (construct: nps, there npss): make them alike, or give one of them another name",
    },
  ]);
});

it("itemConflicts lets one question come in by several ways, in other words for people", () => {
  const labelled = { ...recommend, label: { en: "Would you recommend us?" } };
  expect(
    itemConflicts([
      { connection: "web", instruments: [recommend] },
      { connection: "form", instruments: [labelled, { ...recommend, version: "2", construct: "other" }] },
    ]),
  ).toEqual([]);
});
