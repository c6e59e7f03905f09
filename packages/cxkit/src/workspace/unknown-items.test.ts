import type { AnsweredItem, Channel } from "@cxkit/core";
import { expect, it } from "vitest";
import { unknownItems } from "./unknown-items.ts";
import type { WorkspaceConnection } from "./workspace.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";

const recommend = {
  id: "recommend",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
} as const;
const hook = { channel: { instruments: () => [recommend] }, connection: { config: {} } };
const inbox = { channel: { file: {} } as Channel, connection: { config: {} } };
const config = {
  scores: { nps: { metric: "nps", item: "recomend" }, ease: { metric: "ces", item: "ease" } },
  rules: {
    call: { kind: "needs-person", item: "recommend", atMost: 3 },
    low: { kind: "below-target", metric: "nps", target: 3 },
  },
} as unknown as WorkspaceConfig;

const ask = (connections: readonly object[], came: readonly string[] = []) =>
  unknownItems({
    config,
    connections: new Map(connections.map((one, at) => [String(at), one as WorkspaceConnection])),
    store: { items: async () => came.map((item) => ({ item }) as AnsweredItem) },
  });

it("an item that nothing brings is told, with the one that was probably meant", async () => {
  expect(await ask([hook])).toEqual([
    {
      level: "warn",
      event: "nothing-brings-this",
      contribution: "scores.nps.item",
      facts: { item: "recomend", "did you mean": "recommend" },
    },
    {
      level: "warn",
      event: "nothing-brings-this",
      contribution: "scores.ease.item",
      facts: { item: "ease" },
    },
  ]);
});

it("where files come in, only what looks misspelt", async () => {
  expect((await ask([hook, inbox])).map(({ contribution }) => contribution)).toEqual(["scores.nps.item"]);
});

it("what has come already is known", async () => {
  expect(await ask([hook], ["recomend", "ease"])).toEqual([]);
});
