import { readFileSync } from "node:fs";
import { defineChannel, type SetAside } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { channelLaws, webhookLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  answerReader,
  hmacBody,
  instantOf,
  instrumentOf,
  own,
  recordAside,
  signedWebhook,
  textOf,
} from "./authoring.ts";
import { hmacRequest, secretOf } from "./fixtures/webhook-samples.ts";

const stars = { construct: "rating", scale: { min: 1, max: 5, step: 1 } } as const;
const readStars = answerReader("stars", stars);
const signature = { hash: "SHA-256", encoding: "hex" } as const;

/** As the page shows it: everything a channel needs. */
const kiosk = defineChannel({
  id: "kiosk",
  title: "Kiosk in the store",
  config: z.strictObject({ store: z.string().min(1) }),
  instruments: () => [instrumentOf("stars", stars)],
  webhook: signedWebhook({ scheme: hmacBody({ header: "x-kiosk-signature", ...signature }) }),
  decode(raw, { config }) {
    const [key, time] = [textOf(own(raw, "id")), instantOf(own(raw, "at"))];
    if (key === undefined) return recordAside("id", "missing-id", "there is no id");
    if (time === undefined) return recordAside("at", "unreadable-date", "at is no instant");
    const setAside: SetAside[] = [];
    const answer = readStars(own(raw, "stars"), "stars", setAside);
    const data = { survey: "kiosk", status: "complete", answers: answer ? [answer] : [] } as const;
    const source = `kiosk:${config.store}`;
    return {
      events: [{ type: "survey.responded", source, key, time, channel: "store", dimensions: {}, data }],
      setAside,
    };
  },
});

const config = { store: "harbour" };
const raws = [
  { id: "1", at: "2026-03-01T09:30:00Z", stars: 4 },
  { id: "2", at: "2026-03-01T09:31:00+08:00", stars: "5" },
  { id: "3", at: "2026-03-01T09:32:00Z" },
];
const malformed = [
  { id: "", at: "2026-03-01T09:30:00Z" },
  { id: "4", at: "noon" },
  { id: "5", at: "2026-03-01T09:30:00Z", stars: 6 },
];

it("a channel that proves, reads and sets aside is 25 lines at most, on its page", () => {
  const page = readFileSync(new URL("../../../docs/channels/index.md", import.meta.url), "utf8");
  const [, code = ""] = /```ts\n(import \{ defineChannel[\s\S]*?\n\}\);\n)/.exec(page) ?? [];
  expect(code).toContain("signedWebhook(");
  expect(code.trimEnd().split("\n").length).toBeLessThanOrEqual(25);
});

describe("a channel of 25 lines keeps the channel laws", () => {
  for (const law of channelLaws(kiosk, { config, raws, malformed })) it(law.name, law.check);
});

describe("a channel of 25 lines keeps the webhook laws", () => {
  const laws = webhookLaws(kiosk, {
    config,
    bodies: raws.map((raw) => JSON.stringify(raw)),
    secretOf,
    sign: hmacRequest("x-kiosk-signature", signature),
    signed: ["x-kiosk-signature"],
  });
  for (const law of laws) it(law.name, law.check);
});

it("a channel's configuration and records keep the types that their schema and reader say", () => {
  const scheme = hmacBody({ header: "x-kiosk-signature", ...signature });
  const typed = defineChannel({
    id: "typed",
    title: "Typed",
    config: z.strictObject({ store: z.string() }),
    webhook: signedWebhook({ scheme, read: () => [7] }),
    decode(raw, context) {
      const [record, store]: [number, string] = [raw, context.config.store];
      // @ts-expect-error a record is a number, for `read` says so
      const name: string = raw;
      // @ts-expect-error the schema knows no shop
      const shop: unknown = context.config.shop;
      void [record, store, name, shop];
      return { events: [], setAside: [] };
    },
  });
  // @ts-expect-error records that are no unknown JSON have to be read
  signedWebhook<number, unknown>({ scheme });
  typed.decode(7, createContext({ store: "harbour" }, { key: new Uint8Array(32) }));
});
