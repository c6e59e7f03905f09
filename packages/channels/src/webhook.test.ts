import { createHmac } from "node:crypto";
import type { EventDraftOf } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { signHmac } from "@cxkit/signing";
import { channelLaws, webhookLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hmacRequest, posted, secretOf, standardRequest, whsecValues } from "./fixtures/webhook-samples.ts";
import { standardWebhook, webhook, type WebhookMapping } from "./webhook.ts";

const mapping: WebhookMapping = {
  source: "shop:eu/after-sale",
  key: "id",
  time: "answered_at",
  revision: { path: "version", kind: "counter" },
  retraction: { when: { path: "state", equals: "deleted" } },
  subject: { path: "customer.number", kind: "customer" },
  contact: { email: "customer.email", name: "customer.name" },
  channel: { path: "via" },
  dimensions: { store: "/store/code", country: "country" },
  survey: "after-sale",
  items: [
    {
      item: "recommend",
      path: "answers.nps",
      construct: "nps",
      missingCodes: [{ code: 99, reason: "refused" }],
    },
    {
      item: "delivery",
      path: "answers.delivery",
      construct: "csat",
      scale: { min: 1, max: 5, step: 1 },
      words: { "very good": 5, 很差: 1 },
      touchpoint: "delivery",
    },
    { item: "bought", path: "answers.bought", construct: "choice" },
  ],
  verbatims: [{ item: "why", path: "answers.why" }],
};
const record = (number: number, change: object = {}) => ({
  id: `r${number}`,
  answered_at: "2026-03-01T09:29:00+08:00",
  version: 0,
  via: "app",
  customer: { number: 4711, email: "ada@example.org", name: "Ada" },
  store: { code: "harbour" },
  answers: { nps: 9, delivery: "very good", bought: ["Shoes", "Socks"], why: "Quick" },
  ...change,
});
const raw = (value: unknown) => ({ path: "", value });
const decode = (value: unknown, config = mapping) =>
  standardWebhook.decode(raw(value), createContext(config, { key: new Uint8Array(32) }));
const response = (value: unknown, config = mapping) => {
  const { events, ...rest } = decode(value, config);
  return { event: events[0] as EventDraftOf<"survey.responded"> | undefined, ...rest };
};
const reasons = (value: unknown, config = mapping) =>
  decode(value, config).setAside.map(({ scope, path, reason }) => `${scope} ${path}: ${reason}`);

describe("webhook keeps the channel laws", () => {
  const samples = {
    config: mapping,
    raws: [record(1), record(2, { answers: {} }), record(3, { state: "deleted", answers: {} })].map(raw),
    malformed: [
      raw(record(4, { answered_at: "yesterday" })),
      raw(record(5, { id: null })),
      raw(record(6, { answers: { nps: 11 } })),
      raw("text"),
      { path: "line 2", problem: "the line is no JSON" },
    ],
  };
  for (const law of channelLaws(standardWebhook, samples)) it(law.name, law.check);
});

const bodies = [JSON.stringify(record(1)), JSON.stringify([record(2), record(33)])];

describe("webhook keeps the webhook laws as Standard Webhooks", () => {
  const laws = webhookLaws(standardWebhook, {
    config: mapping,
    bodies,
    secretOf,
    values: whsecValues,
    sign: standardRequest,
    signed: ["webhook-signature", "webhook-id", "webhook-timestamp"],
    toleranceSeconds: 300,
  });
  for (const law of laws) it(law.name, law.check);
});

describe("webhook keeps the webhook laws with an HMAC over the body", () => {
  const scheme = { hash: "SHA-256", encoding: "hex", prefix: "sha256=" } as const;
  const laws = webhookLaws(webhook({ signature: { scheme: "hmac", header: "x-signature", ...scheme } }), {
    config: mapping,
    bodies,
    secretOf,
    sign: hmacRequest("x-signature", scheme),
    signed: ["x-signature"],
  });
  for (const law of laws) it(law.name, law.check);
});

describe("webhook keeps the webhook laws with an HMAC over time and body", () => {
  const scheme = { hash: "SHA-512", encoding: "base64" } as const;
  const channel = webhook({
    signature: {
      scheme: "hmac",
      header: "x-mac",
      timestampHeader: "x-time",
      unit: "ms",
      template: "v0:{timestamp}:{body}",
      toleranceSeconds: 60,
      ...scheme,
    },
  });
  const laws = webhookLaws(channel, {
    config: mapping,
    bodies: [bodies.join("\n").replaceAll("[", "").replaceAll("]", ""), ...bodies].slice(1),
    secretOf,
    async sign(body, secrets, now) {
      const time = String(Date.parse(now));
      const message = Buffer.concat([Buffer.from(`v0:${time}:`), body]);
      return posted(body, {
        "content-type": "application/json",
        "x-time": time,
        "x-mac": await signHmac({ ...scheme, secrets, message }),
      });
    },
    signed: ["x-mac", "x-time"],
    toleranceSeconds: 60,
  });
  for (const law of laws) it(law.name, law.check);
});

describe("webhook's requests", () => {
  const now = "2026-03-01T09:30:00Z";
  const secrets = [secretOf(whsecValues[0])];
  const verify = async (channel: typeof standardWebhook, body: string, type?: string) =>
    channel.webhook!.verify(
      await standardRequest(new TextEncoder().encode(body), secrets, now, type),
      { webhook: secrets },
      now,
    );

  it("hold one record, a list of them, or one a line, and a bad line takes no other with it", async () => {
    const lines = `{"id":1}\n\n{"id":\n{"id":3}\r\n`;
    expect(await verify(standardWebhook, '{"id":1}')).toMatchObject({ records: [{ value: { id: 1 } }] });
    expect(await verify(standardWebhook, '[{"id":1},2]')).toMatchObject({
      records: [{ path: "[0]" }, { value: 2 }],
    });
    const said = await verify(standardWebhook, lines, "application/x-ndjson; charset=utf-8");
    expect(said).toMatchObject({
      records: [
        { value: { id: 1 } },
        { path: "line 3", problem: "the line is no JSON" },
        { value: { id: 3 } },
      ],
    });
  });

  it("may hold them further inside", async () => {
    const channel = webhook({ records: "/data/items" });
    expect(await verify(channel, '{"data":{"items":[{"id":1},{"id":2}]}}')).toMatchObject({
      records: [{}, {}],
    });
    expect(await verify(channel, '{"data":{"items":{"id":1}}}')).toMatchObject({
      records: [{ value: { id: 1 } }],
    });
    expect(await verify(channel, '{"data":{}}')).toEqual({
      verified: false,
      status: 400,
      reason: "unreadable-body",
    });
  });

  it("are told apart by their id, and named by what was signed", async () => {
    const said = await verify(standardWebhook, '{"id":1}');
    expect(said).toMatchObject({ delivery: "msg_8", once: { until: "2026-03-01T09:35:00.001Z" } });
  });

  it("are proven as the template says", async () => {
    const channel = webhook({
      signature: {
        scheme: "hmac",
        header: "x-s",
        hash: "SHA-256",
        encoding: "hex",
        timestampHeader: "x-t",
        template: "{timestamp}.{body}",
      },
    });
    const signature = createHmac("sha256", "k").update("1772357400.{}").digest("hex");
    const request = posted(new TextEncoder().encode("{}"), { "x-t": "1772357400", "x-s": signature });
    expect(await channel.webhook!.verify(request, { webhook: [secretOf("k")] }, now)).toMatchObject({
      verified: true,
    });
  });

  it.each([
    [{ template: "{timestamp}" }],
    [{ template: "{timestamp}.{body}" }],
    [{ timestampHeader: "x-t" }],
    [{ timestampHeader: "x-t", template: "{body}{body}{timestamp}" }],
    [{ header: "X-Signature" }],
  ])("a signature that proves too little is refused at once: %j", (change) => {
    const scheme = { scheme: "hmac", header: "x-s", hash: "SHA-256", encoding: "hex" } as const;
    expect(() => webhook({ signature: { ...scheme, ...change } })).toThrow(RangeError);
  });
});

describe("webhook reads a record by its mapping", () => {
  it("into one event", () => {
    const { event, contacts, setAside } = response(record(1));
    expect(setAside).toEqual([]);
    expect(event).toMatchObject({
      type: "survey.responded",
      source: "shop:eu/after-sale",
      key: "r1",
      time: "2026-03-01T09:29:00+08:00",
      channel: "app",
      dimensions: { store: "harbour" },
      data: { survey: "after-sale", status: "complete" },
    });
    expect(event?.data.answers.map(({ item, value }) => [item, value])).toEqual([
      ["recommend", 9],
      ["delivery", 5],
      ["bought", ["Shoes", "Socks"]],
      ["why", "Quick"],
    ]);
    expect(contacts).toEqual([
      { subject: event?.subject, kind: "email", value: "ada@example.org", name: "Ada" },
    ]);
    expect(JSON.stringify(event)).not.toMatch(/ada/i);
  });

  it("with instruments for every answer", () => {
    const ids = standardWebhook.instruments!(mapping).map(({ id, version }) => `${id}@${version}`);
    for (const { instrument } of response(record(1)).event!.data.answers) expect(ids).toContain(instrument);
    expect(standardWebhook.instruments!(mapping).find(({ id }) => id === "delivery")).toMatchObject({
      touchpoint: "delivery",
      pointLabels: { 5: { en: "very good" }, 1: { zh: "很差" } },
    });
  });

  it("what is absent stays absent, what is null or blank is missing, and neither is 0", () => {
    const { event, setAside } = response(record(1, { answers: { delivery: null, why: "  " } }));
    expect(event?.data.answers).toEqual([
      { item: "delivery", value: null, missing: "unknown", instrument: "delivery@1" },
      { item: "why", value: null, missing: "unknown", instrument: "why@1" },
    ]);
    expect(setAside).toEqual([]);
  });

  it("a text is a number only as a whole", () => {
    const nps = (value: unknown) => response(record(1, { answers: { nps: value } })).event?.data.answers[0];
    expect(nps("10")).toMatchObject({ value: 10 });
    expect(nps(" 7 ")).toMatchObject({ value: 7 });
    for (const none of ["10 reasons", "1e1", "0x7", "７", "7,0", true, {}, [7], Infinity, 8.5, 11, -1])
      expect(nps(none), JSON.stringify(none)).toMatchObject({ value: null, missing: "off-scale" });
    expect(nps(99)).toMatchObject({ value: null, missing: "refused" });
    expect(nps("99")).toMatchObject({ value: null, missing: "refused" });
  });

  it("every number that is on the scale is itself, and every other is set aside", () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: -3, max: 14 }), fc.double()), (number) => {
        const { event, setAside } = response(record(1, { answers: { nps: number } }));
        // A point missed by less than a rounding error is that point, and −0 is 0.
        const point = Math.abs(number - Math.round(number)) < 1e-9 ? Math.round(number) + 0 : Number.NaN;
        const fits = point >= 0 && point <= 10;
        expect(event?.data.answers[0]?.value).toEqual(fits ? point : null);
        expect(setAside.length).toBe(fits ? 0 : 1);
      }),
    );
  });

  it("one bad value does not take the record, one bad record no other", () => {
    expect(reasons(record(1, { answers: { nps: 11, why: 4 }, country: "call +44 20 7946 0018" }))).toEqual([
      "value country: contact-detail",
      "value answers.nps: off-scale",
      "value answers.why: wrong-kind",
    ]);
    expect(reasons(record(1, { id: " " }))).toEqual(["record id: missing-id"]);
    expect(reasons(record(1, { id: 1e300 }))).toEqual(["record id: unsafe-number"]);
    expect(reasons(record(1, { answered_at: "2026-02-30T00:00:00Z" }))).toEqual([
      "record answered_at: unreadable-date",
    ]);
    expect(reasons(record(1, { answered_at: "2026-03-01T09:29:00" }))).toEqual([
      "record answered_at: unreadable-date",
    ]);
    expect(reasons(record(1, { answered_at: undefined }))).toEqual(["record answered_at: missing-time"]);
  });

  it("messages quote what came, but no address and nothing long", () => {
    const said = JSON.stringify(
      decode(record(1, { answers: { nps: "ada@example.org", delivery: "x".repeat(999) } })).setAside,
    );
    expect(said).not.toMatch(/ada@|x{60}/);
  });

  it("keys of every object are keys of nobody's record", () => {
    const { event } = response(record(1), {
      ...mapping,
      dimensions: { a: "constructor.name", b: "__proto__.x", c: "toString" },
    });
    expect(event?.dimensions).toEqual({});
  });

  it("times come in the format that is told", () => {
    const timeOf = (value: unknown, time: WebhookMapping["time"]) =>
      response(record(1, { at: value }), { ...mapping, time }).event?.time;
    expect(timeOf(1_772_357_400, { path: "at", format: "unix-seconds" })).toBe("2026-03-01T09:30:00.000Z");
    expect(timeOf("1772357400123", { path: "at", format: "unix-milliseconds" })).toBe(
      "2026-03-01T09:30:00.123Z",
    );
    expect(timeOf("2026/3/1 9:30", { path: "at", format: "local", zone: "Asia/Shanghai" })).toBe(
      "2026-03-01T09:30:00+08:00",
    );
    expect(timeOf(1_772_357_400_123, { path: "at", format: "unix-seconds" })).toBeUndefined();
    expect(timeOf("2026-02-29 09:30:00", { path: "at", format: "local", zone: "UTC" })).toBeUndefined();
  });

  it("revisions count up, and what is retracted names what it retracts", () => {
    expect(response(record(1, { version: "3" })).event?.revision).toBe(3);
    expect(reasons(record(1, { version: "v3" }))).toEqual(["value version: unreadable-revision"]);
    const changed: WebhookMapping = { ...mapping, revision: { path: "changed", kind: "time" } };
    expect(response(record(1, { changed: "2026-03-01T00:00:00Z" }), changed).event?.revision).toBe(
      1_772_323_200,
    );
    const [retracted] = decode(record(1, { state: "deleted" })).events;
    expect(retracted).toMatchObject({
      type: "event.retracted",
      data: { type: "survey.responded", key: "r1" },
    });
    expect(retracted?.key).not.toBe("r1");
  });
});

describe("webhook reads other things than responses", () => {
  const { items: _, verbatims: __, survey: ___, ...about } = mapping;

  it("reviews", () => {
    const reviews: WebhookMapping = {
      ...about,
      type: "feedback.posted",
      language: "lang",
      feedback: { text: "words", rating: "stars", scale: { min: 1, max: 5 } },
    };
    expect(decode(record(1, { words: "Fine", stars: "4", lang: "en_US" }), reviews).events[0]?.data).toEqual({
      text: "Fine",
      rating: 4,
      ratingScale: { min: 1, max: 5 },
      language: "en-US",
    });
    expect(decode(record(1, { words: "Fine", stars: 0 }), reviews)).toMatchObject({
      events: [{ data: { text: "Fine" } }],
      setAside: [{ path: "stars", reason: "off-scale" }],
    });
    expect(reasons(record(1), reviews)).toEqual(["record words: nothing-said"]);
  });

  it("visits and calls", () => {
    const calls: WebhookMapping = {
      ...about,
      type: "interaction.occurred",
      duration: "seconds",
      interaction: { action: { path: "what" }, outcome: "end" },
    };
    expect(decode(record(1, { what: "call", seconds: 61.5, end: "solved" }), calls).events[0]?.data).toEqual({
      action: "call",
      duration: 61.5,
      outcome: "solved",
    });
    expect(reasons(record(1), calls)).toEqual(["record interaction.action: missing-action"]);
  });

  it("orders", () => {
    const orders: WebhookMapping = {
      ...about,
      type: "transaction.recorded",
      transaction: { kind: "order", amount: "total", currency: { path: "money" }, order: "number" },
    };
    expect(decode(record(1, { total: "19.90", money: "eur", number: 12 }), orders).events[0]?.data).toEqual({
      kind: "order",
      amount: 19.9,
      currency: "EUR",
      order: "12",
    });
    expect(reasons(record(1, { total: "20 EUR", money: "Euro" }), orders)).toEqual([
      "value transaction.currency: unknown-currency",
      "value total: no-number",
    ]);
  });
});

describe("webhook's configuration", () => {
  const issues = (value: unknown) => {
    const result = standardWebhook.config["~standard"].validate(value);
    return "issues" in result ? result.issues?.map(({ message }) => message).join("; ") : undefined;
  };

  it("is a mapping", () => {
    expect(issues(mapping)).toBeUndefined();
  });

  it.each([
    [{ ...mapping, sorce: "x" }, 'there is no key "sorce" here: did you mean "source"?'],
    [{ ...mapping, source: undefined }, "source"],
    [{ ...mapping, items: [{ item: "a", path: "a", construct: "csat" }] }, "a csat item needs its scale"],
    [{ ...mapping, verbatims: [{ item: "recommend", path: "a" }] }, 'two items are called "recommend"'],
    [{ ...mapping, items: [], verbatims: [] }, "needs items or verbatims"],
    [{ ...mapping, type: "feedback.posted" }, 'a feedback.posted needs "feedback"'],
    [{ ...mapping, time: { path: "at", format: "local" } }, "local times need the zone"],
    [{ ...mapping, time: { path: "at", format: "local", zone: "Shanghai" } }, "IANA"],
    [
      { ...mapping, items: [{ item: "a", path: "a", construct: "verbatim", lable: {} }] },
      'did you mean "label"?',
    ],
  ])("says what is wrong: %#", (value, message) => {
    expect(issues(value)).toContain(message);
  });
});
