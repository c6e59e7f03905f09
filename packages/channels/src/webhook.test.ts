import type { EventDraftOf } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { channelLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapping, record } from "./fixtures/webhook-records.ts";
import { standardWebhook, type WebhookMapping } from "./webhook.ts";

await standardWebhook.config["~standard"].load?.();

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
