import { createContext } from "@cxkit/core/context";
import { channelLaws, webhookLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { hmacRequest, secretOf } from "./fixtures/webhook-samples.ts";
import { segment, type SegmentConfig } from "./segment.ts";

await segment.config["~standard"].load?.();

const config: SegmentConfig = {
  source: "shop",
  events: {
    "Survey Answered": {
      survey: {
        survey: "in-app",
        items: { score: { item: "recommend", construct: "nps" }, why: { construct: "verbatim" } },
      },
    },
    "Call Ended": { action: "call", stage: "support", duration: "seconds", outcome: "result" },
    Heartbeat: { ignore: true },
  },
  pages: { Checkout: "checkout" },
  dimensions: { store: "properties.store", campaign: "context.campaign.source" },
  traits: ["plan", "seats"],
};
const message = (number: number, change: object = {}) => ({
  type: "track",
  event: "Cart Viewed",
  messageId: `m${number}`,
  userId: "u1",
  anonymousId: "a1",
  timestamp: "2026-03-01T09:29:00.123Z",
  properties: { store: "harbour" },
  context: { campaign: { source: "spring" } },
  ...change,
});
const answered = (properties: object) => message(1, { event: "Survey Answered", properties });
const raw = (value: unknown) => ({ path: "", value });
const context = createContext(config, { key: new Uint8Array(32) });
const decode = (value: unknown) => segment.decode(raw(value), context);

describe("segment keeps the channel laws", () => {
  const samples = {
    config,
    raws: [
      message(1),
      message(2, { event: "Survey Answered", properties: { score: 9, why: "Quick" } }),
      message(3, { type: "identify", traits: { email: "ada@example.org", plan: "gold" } }),
      message(4, { type: "page", name: "Checkout", userId: null }),
      message(5, { event: "Order Completed", properties: { total: 19.9, currency: "EUR", order_id: "o1" } }),
    ].map(raw),
    malformed: [
      raw(message(6, { messageId: "" })),
      raw(message(7, { timestamp: "soon" })),
      raw(message(8, { event: "Survey Answered", properties: { score: 11 } })),
      raw(message(9, { type: "order" })),
      raw(message(10, { event: "Heartbeat" })),
      raw([]),
    ],
  };
  for (const law of channelLaws(segment, samples)) it(law.name, law.check);
});

describe("segment keeps the webhook laws", () => {
  const laws = webhookLaws(segment, {
    config,
    bodies: [
      JSON.stringify(message(1)),
      JSON.stringify({ batch: [message(2), message(3, { type: "page" })] }),
    ],
    secretOf,
    sign: hmacRequest("x-signature", { hash: "SHA-1", encoding: "hex" }),
    signed: ["x-signature"],
  });
  for (const law of laws) it(law.name, law.check);
});

describe("segment reads", () => {
  it("what people do", () => {
    expect(decode(message(1))).toMatchObject({
      setAside: [],
      events: [
        {
          type: "interaction.occurred",
          source: "segment:source/shop",
          key: "m1",
          time: "2026-03-01T09:29:00.123Z",
          subject: context.subject("customer", "u1"),
          channel: "web",
          dimensions: { store: "harbour", campaign: "spring" },
          data: { action: "Cart Viewed" },
        },
      ],
    });
    expect(
      decode(message(1, { event: "Call Ended", properties: { seconds: "61", result: "solved" } })).events,
    ).toMatchObject([{ stage: "support", data: { action: "call", duration: 61, outcome: "solved" } }]);
  });

  it("pages and screens, at the touchpoints that are named", () => {
    expect(decode(message(1, { type: "page", name: "Checkout" })).events).toMatchObject([
      { touchpoint: "checkout", channel: "web", data: { action: "page-view" } },
    ]);
    const [screen] = decode(message(1, { type: "screen", name: "constructor" })).events;
    expect(screen).toMatchObject({ channel: "app", data: { action: "screen-view" } });
    expect(screen).not.toHaveProperty("touchpoint");
  });

  it("who is known by name, and who is not yet", () => {
    const anonymous = decode(message(1, { userId: null })).events[0]?.subject;
    expect(anonymous).toBe(context.subject("anonymous", "a1"));
    expect(decode(message(1, { userId: null, anonymousId: "" })).events[0]).not.toHaveProperty("subject");
  });

  it("addresses into the vault, named traits into the profile, and nothing else", () => {
    const traits = {
      email: "ada@example.org",
      phone: "+4915112345678",
      name: "Ada",
      plan: "gold",
      seats: 3,
      other: "x",
    };
    const { events, contacts } = decode(message(1, { type: "identify", traits }));
    expect(events[0]?.data).toEqual({
      aliases: [context.subject("anonymous", "a1")],
      traits: { plan: "gold", seats: "3" },
    });
    expect(contacts?.map(({ kind, value, name }) => [kind, value, name])).toEqual([
      ["email", "ada@example.org", "Ada"],
      ["phone", "+4915112345678", "Ada"],
    ]);
    expect(JSON.stringify(events)).not.toMatch(/ada|151/i);
  });

  it("no address that stands where it should not", () => {
    const { events, setAside } = decode(
      message(1, {
        type: "identify",
        properties: { store: "ada@example.org" },
        traits: { plan: "tel +49 151 12345678" },
      }),
    );
    expect(events[0]).toMatchObject({ dimensions: { campaign: "spring" } });
    expect(setAside.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      "properties.store contact-detail",
      "traits.plan contact-detail",
    ]);
    expect(JSON.stringify([events, setAside])).not.toMatch(/ada@|151/);
  });

  it("accounts, and ids that were given up", () => {
    expect(
      decode(message(1, { type: "group", groupId: "acme", traits: { email: "x@acme.org" } })),
    ).toMatchObject({
      events: [{ type: "profile.identified", data: { account: "acme" } }],
    });
    expect(
      decode(message(1, { type: "alias", previousId: "a0", anonymousId: null })).events[0]?.data,
    ).toEqual({
      aliases: [context.subject("customer", "a0"), context.subject("anonymous", "a0")],
    });
    expect(decode(message(1, { type: "identify", userId: null, anonymousId: null })).setAside).toMatchObject([
      { reason: "missing-subject" },
    ]);
  });

  it("answers, where the mapping says what they mean", () => {
    expect(decode(answered({ score: "9", why: "Quick" })).events[0]?.data).toEqual({
      survey: "in-app",
      status: "complete",
      answers: [
        { item: "recommend", value: 9, instrument: "recommend@1" },
        { item: "why", value: "Quick", instrument: "why@1" },
      ],
    });
    expect(segment.instruments!(config).map(({ id }) => id)).toEqual(["recommend", "why"]);
    expect(decode(answered({ score: 11 })).setAside).toMatchObject([
      { path: "properties.score", reason: "off-scale" },
    ]);
  });

  it("orders and refunds without being told, money going back below 0", () => {
    const properties = { total: "19.90", currency: "eur", order_id: 12 };
    expect(decode(message(1, { event: "Order Completed", properties })).events[0]?.data).toEqual({
      kind: "order",
      amount: 19.9,
      currency: "EUR",
      order: "12",
    });
    expect(decode(message(1, { event: "Order Refunded", properties })).events[0]?.data).toMatchObject({
      kind: "refund",
      amount: -19.9,
    });
    const odd = decode(
      message(1, { event: "Order Completed", properties: { total: "20 EUR", currency: "€" } }),
    );
    expect(odd.setAside.map(({ reason }) => reason)).toEqual(["no-number", "unknown-currency"]);
    expect(odd.events[0]?.data).toEqual({ kind: "order" });
  });

  it("the time of happening; without one, that of arrival less the wait on the device", () => {
    const clocks = {
      timestamp: null,
      receivedAt: "2026-03-01T09:30:00Z",
      sentAt: "2020-01-01T00:00:10Z",
      originalTimestamp: "2020-01-01T00:00:00Z",
    };
    expect(decode(message(1, clocks)).events[0]?.time).toBe("2026-03-01T09:29:50.000Z");
    expect(decode(message(1, { ...clocks, sentAt: null })).setAside).toMatchObject([
      { reason: "missing-time" },
    ]);
  });
});

describe("segment's configuration", () => {
  const issues = (value: unknown) => {
    const result = segment.config["~standard"].validate(value);
    return "issues" in result ? result.issues?.map(({ message: said }) => said).join("; ") : undefined;
  };

  it("needs the name of the source alone", () => {
    expect(issues({ source: "shop" })).toBeUndefined();
    expect(issues(config)).toBeUndefined();
  });

  it.each([
    [{}, "source"],
    [{ source: "a", event: {} }, 'did you mean "events"?'],
    [{ source: "a", traits: ["email"] }, "reaches a person"],
    [{ source: "a", dimensions: { who: "context.traits.email" } }, "reaches a person"],
    [
      { source: "a", events: { E: { survey: { survey: "s", items: { q: { construct: "ces" } } } } } },
      "needs its scale",
    ],
    [
      { source: "a", events: { E: { survey: { survey: "s", items: {} }, transaction: { kind: "order" } } } },
      "not both",
    ],
  ])("says of %j what is wrong", (value, said) => {
    expect(issues(value)).toContain(said);
  });
});
