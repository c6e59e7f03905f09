import type { Channel } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { asidesOf } from "./draft-problem.ts";
import { shopChannel } from "./fixtures/shop-channel.ts";
import { contents, shopConnection, shopRequest, workbench } from "./fixtures/workbench.ts";

const draft = {
  type: "survey.responded",
  source: "shop:north",
  key: "odd",
  time: "2026-03-01T10:00:00Z",
  channel: "web",
  dimensions: {},
};
const data = { survey: "s", status: "complete" };

describe("what a channel must not return", () => {
  const odd: { readonly [name: string]: object } = {
    "an answer that is none": { events: [{ ...draft, data: { ...data, answers: [null] } }], setAside: [] },
    "answers that are no list": { events: [{ ...draft, data: { ...data, answers: "9" } }], setAside: [] },
    "no answers": { events: [{ ...draft, data }], setAside: [] },
    "an event that throws when it is read": {
      events: [
        {
          ...draft,
          get data() {
            throw new Error("sentinel");
          },
        },
      ],
      setAside: [],
    },
    "a source of two lines": { events: [{ ...draft, source: "shop:north\na" }], setAside: [] },
    "a step of a case": {
      events: [{ ...draft, type: "case.closed", data: { case: "c", state: "closed" } }],
      setAside: [],
    },
    "an erasure": {
      events: [{ ...draft, type: "subject.erased", subject: "5f2c", data: { scope: "all" } }],
      setAside: [],
    },
    "a reason that is none": { events: [], setAside: [null] },
    "contacts that are no list": { events: [], setAside: [], contacts: "ada@example.com" },
    "a contact that is none": { events: [], setAside: [], contacts: [null] },
    "a contact of nobody": {
      events: [],
      setAside: [],
      contacts: [{ kind: "email", value: "a@example.com" }],
    },
  };
  it("what it sets aside is kept as far as it is read: a page of it stops nobody", async () => {
    const shop = shopChannel() as Channel;
    const deep: unknown = JSON.parse("[".repeat(200_000) + "]".repeat(200_000));
    const aside = {
      scope: "value",
      path: "p".repeat(9_000),
      reason: "off-scale",
      message: "m".repeat(9_000),
    };
    const setAside = Array.from({ length: 1_000 }, () => ({ ...aside, deep }));
    const channel: Channel = {
      ...shop,
      decode: (raw, context) =>
        (raw as { readonly id: string }).id === "odd"
          ? ({ events: [], setAside } as never)
          : shop.decode(raw, context),
    };
    await using bench = await workbench({ connections: [{ ...shopConnection(), channel }] });
    await bench.host.receive("survey", shopRequest([{ id: "odd" }, { id: "b", score: 9 }]));
    await bench.host.settled();
    expect((await contents(bench.store, ["survey.responded"])).map(({ key }) => key)).toEqual(["b"]);
    expect(JSON.stringify(bench.host.quarantine.list()).length).toBeLessThan(200_000);
    expect(bench.host.status()).toMatchObject({ state: "running", backlog: 0 });
    const kept = asidesOf({ setAside } as never);
    expect(kept).toHaveLength(201);
    expect(kept.at(-1)).toMatchObject({ reason: "too-many", message: "800 more were set aside" });
  });

  for (const [name, returned] of Object.entries(odd))
    it(`${name}: the record is set aside, and the others go on`, async () => {
      const shop = shopChannel() as Channel;
      const channel: Channel = {
        ...shop,
        decode: (raw, context) =>
          (raw as { readonly id: string }).id === "odd" ? (returned as never) : shop.decode(raw, context),
      };
      await using bench = await workbench({ connections: [{ ...shopConnection(), channel }] });
      await bench.host.receive("survey", shopRequest([{ id: "odd" }, { id: "b", score: 9 }]));
      await bench.host.settled();
      expect((await contents(bench.store, ["survey.responded"])).map(({ key }) => key)).toEqual(["b"]);
      expect(bench.host.quarantine.list()).toMatchObject([{ id: "1.0" }]);
      expect(bench.host.status()).toMatchObject({ state: "running", backlog: 0 });
      expect(JSON.stringify([bench.log, bench.host.quarantine.list()])).not.toMatch(/sentinel|@example/);
    });
});
