import { defineChannel } from "@cxkit/core";
import { hmacBody, signedWebhook } from "@cxkit/channels/authoring";
import { expect, it } from "vitest";
import * as z from "zod";

const config = z.strictObject({ shop: z.string() });
const named = { id: "typed", title: "Typed", config };
const event = {
  type: "feedback.posted",
  source: "typed:main",
  key: "r1",
  time: "2026-03-01T09:00:00Z",
  channel: "review",
  dimensions: {},
} as const;

it("a channel that reads what its configuration lacks does not compile", () => {
  const wrong = defineChannel({
    ...named,
    // @ts-expect-error: the schema has a shop, and no store
    decode: (_, { config: { store } }) => ({
      events: [],
      setAside: [{ scope: "record", path: "", reason: "x", message: String(store) }],
    }),
  });
  expect(wrong.kind).toBe("channel");
});

it("a channel that gives an event with a field of another type does not compile", () => {
  const wrong = defineChannel({
    ...named,
    // @ts-expect-error: a rating is a number
    decode: () => ({ events: [{ ...event, data: { rating: "5" } }], setAside: [] }),
  });
  expect(wrong.kind).toBe("channel");
});

it("a webhook that signs in a way that there is not does not compile", () => {
  const wrong = () =>
    // @ts-expect-error: MD5 is no hash to sign with
    signedWebhook({ scheme: hmacBody({ header: "x-signature", hash: "MD5", encoding: "hex" }) });
  expect(wrong).toBeTypeOf("function");
});
