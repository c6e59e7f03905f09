import { describe, expect, it } from "vitest";
import { shopChannel } from "./fixtures/shop-channel.ts";
import { shopConnection, shopRequest, workbench } from "./fixtures/workbench.ts";

async function answered(changed: object) {
  const channel = shopChannel();
  const webhook = { ...channel.webhook!, ...changed };
  const bench = await workbench({ connections: [shopConnection({ ...channel, webhook })] });
  const reply = await bench.host.receive("survey", shopRequest({ id: "a", score: 9 }));
  return { bench, reply, entries: bench.host.status().journal.entries };
}

describe("a channel that says of a request what it must not", () => {
  const verdicts: { readonly [what: string]: unknown } = {
    "nothing at all": null,
    "something that is nearly yes": { verified: "no", records: [] },
    "yes without records": { verified: true },
    "yes until a time that is none": { verified: true, records: [], once: { key: "k", until: "soon" } },
    "yes with a delivery that is no text": { verified: true, records: [], delivery: 5 },
    "no in the words of a yes": { verified: false, status: 200, reason: "fine" },
    "no without a status": { verified: false },
  };
  for (const [what, verdict] of Object.entries(verdicts))
    it(`${what}: is charged, and nothing is taken`, async () => {
      const { bench, reply, entries } = await answered({ verify: async () => verdict });
      await using _ = bench;
      expect([reply.status, entries]).toEqual([500, 0]);
      const { refused } = bench.host.status().connections["survey"]!;
      expect(refused).toEqual({ "contribution-failed": 1 });
    });
});

describe("a channel that would have said what cannot be sent", () => {
  const replies: { readonly [what: string]: unknown } = {
    nothing: null,
    "no status": { status: "fine" },
    "a status that ends nothing": { status: 101 },
    "a header that holds another": { status: 200, headers: { x: "a\r\nset-cookie: b" } },
    "a header that is none": { status: 200, headers: { "x\r\ny": "z" } },
    "an object": { status: 200, body: { a: 1 } },
  };
  for (const [what, said] of Object.entries(replies))
    it(`${what}: is charged, and the producer is told that it was taken`, async () => {
      const { bench, reply, entries } = await answered({ acknowledge: said });
      await using _ = bench;
      expect([reply, entries]).toEqual([{ status: 200 }, 1]);
      expect(bench.log).toContainEqual(
        expect.objectContaining({ event: "contribution-failed", contribution: "survey" }),
      );
    });
});
