import { createHmac } from "node:crypto";
import type { EventDraftOf, RawRequest, Secret } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { messageOf, signHmac } from "@cxkit/signing";
import { channelLaws, webhookLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { posted, secretOf } from "./fixtures/webhook-samples.ts";
import { zendeskEvent, zendeskRating, zendeskResponse } from "./fixtures/zendesk-ratings.ts";
import { zendesk, type ZendeskConfig } from "./zendesk.ts";

await zendesk.config["~standard"].load?.();

const legacy: ZendeskConfig = { account: "acme", asks: "legacy" };
const survey: ZendeskConfig = { account: "acme", asks: "survey", touchpoint: "support" };
const contextOf = (of: ZendeskConfig) => createContext(of, { key: new Uint8Array(32) });
const decode = (raw: unknown, of: ZendeskConfig) => {
  const { events, ...rest } = zendesk.decode(raw, contextOf(of));
  return { event: events[0] as EventDraftOf<"survey.responded"> | undefined, events, ...rest };
};
const values = (raw: unknown, of: ZendeskConfig) =>
  decode(raw, of).event?.data.answers.map(({ item, value }) => [item, value]);

describe.each([
  {
    config: legacy,
    raws: [
      zendeskRating(1),
      zendeskRating(2, { score: "Bad", reason: "It took too long", comment: null }),
      zendeskRating(3, { score: "offered" }),
      zendeskEvent(4, "csat_requested", {}),
      zendeskEvent(5, "csat_received", {
        satisfaction_score: { score: "GOOD_WITH_COMMENT", comment: { body: "Kind" } },
      }),
    ],
    malformed: [
      zendeskRating(6, { score: "so so" }),
      zendeskRating(7, { score: "unoffered" }),
      zendeskRating(8, { updated_at: "yesterday" }),
      zendeskResponse(9),
      zendeskEvent(10, "status_changed", { current: "SOLVED" }),
      { satisfaction_rating: { score: "good" } },
    ],
  },
  {
    config: survey,
    raws: [zendeskResponse(1), zendeskResponse(2, { answers: [] }), zendeskEvent(3, "survey_offered", {})],
    malformed: [
      zendeskResponse(4, { answers: "none" }),
      zendeskResponse(5, { answers: [{ type: "rating_scale", rating: 6 }] }),
      zendeskResponse(6, { answers: [{ type: "dropdown", value: "x" }] }),
      zendeskRating(7),
      zendeskEvent(8, "survey_offered", {}, { detail: null }),
      zendeskEvent(9, "survey_offered", {}, { time: "noon" }),
    ],
  },
] as const)("zendesk ($config.asks) keeps the channel laws", (samples) => {
  for (const law of channelLaws(zendesk, samples)) it(law.name, law.check);
});

async function signed(body: Uint8Array, secrets: readonly Secret[], now: string): Promise<RawRequest> {
  const time = now.replace(/\.\d+/, "");
  const signature = await signHmac({
    hash: "SHA-256",
    encoding: "base64",
    secrets,
    message: messageOf(time, body),
  });
  return posted(body, {
    "content-type": "application/json",
    "x-zendesk-webhook-signature": signature,
    "x-zendesk-webhook-signature-timestamp": time,
  });
}

describe("zendesk keeps the webhook laws", () => {
  const laws = webhookLaws(zendesk, {
    config: survey,
    bodies: [zendeskResponse(1), zendeskEvent(2, "survey_offered", {})].map((raw) => JSON.stringify(raw)),
    secretOf,
    sign: signed,
    signed: ["x-zendesk-webhook-signature", "x-zendesk-webhook-signature-timestamp"],
    toleranceSeconds: 300,
  });
  for (const law of laws) it(law.name, law.check);
});

describe("zendesk's signature", () => {
  const body = new TextEncoder().encode(JSON.stringify(zendeskResponse(1)));
  const time = "2026-03-01T09:30:00Z";
  const verify = (of: Uint8Array, headers: object = {}) =>
    zendesk.webhook!.verify(
      posted(of, {
        "x-zendesk-webhook-signature": createHmac("sha256", "s3cret")
          .update(time)
          .update(of)
          .digest("base64"),
        "x-zendesk-webhook-signature-timestamp": time,
        ...headers,
      }),
      { webhook: [secretOf("s3cret")] },
      time,
      survey,
    );

  it("is the base64 HMAC-SHA-256 of time and body with nothing between them, as Node makes it", async () => {
    expect(await verify(body)).toMatchObject({
      verified: true,
      delivery: zendeskResponse(1).id,
      once: { until: "2026-03-01T09:35:00.001Z" },
    });
    expect(await verify(body, { "x-zendesk-webhook-invocation-id": "inv-1" })).toMatchObject({
      delivery: "inv-1",
    });
  });

  it("of an empty body is proven, and tells nothing", async () => {
    expect(await verify(new Uint8Array(0))).toEqual({
      verified: false,
      status: 400,
      reason: "unreadable-body",
    });
  });
});

describe("zendesk reads legacy ratings", () => {
  it("good as 1, with what was written", () => {
    const { event, setAside, contacts } = decode(zendeskRating(1), legacy);
    expect(setAside).toEqual([]);
    expect(event).toMatchObject({
      type: "survey.responded",
      source: "zendesk:acme",
      key: "ticket/1",
      time: "2026-03-01T09:30:00Z",
      revision: Date.parse("2026-03-01T09:30:00Z"),
      channel: "support",
      dimensions: { agent: "235323", group: "98738" },
      data: { survey: "csat", status: "complete" },
    });
    expect(values(zendeskRating(1), legacy)).toEqual([
      ["satisfaction", 1],
      ["comment", "Quick, and kind"],
    ]);
    expect(contacts).toEqual([
      { subject: event?.subject, kind: "email", value: "Ada.1@Example.org", name: "Ada" },
    ]);
    expect(JSON.stringify(event)).not.toMatch(/ada/i);
  });

  it("bad as 0 with its reason, also as an event of a webhook's own", () => {
    const change = { score: "badwithcomment", reason: "It took too long", comment: undefined };
    expect(values(zendeskRating(1, change), legacy)).toEqual([
      ["satisfaction", 0],
      ["reason", "It took too long"],
    ]);
    const event = zendeskEvent(1, "csat_received", { satisfaction_score: { score: "BAD" } });
    expect(values(event, legacy)).toEqual([["satisfaction", 0]]);
    expect(decode(event, legacy).event).toMatchObject({ key: "ticket/1", dimensions: { brand: "123" } });
  });

  it("offered as the denominator, under another key than the answer", () => {
    for (const raw of [zendeskRating(1, { score: "offered" }), zendeskEvent(1, "csat_requested", {})])
      expect(decode(raw, legacy).events).toMatchObject([
        { type: "survey.offered", key: "offered/1", data: { survey: "csat" } },
      ]);
    expect(decode(zendeskRating(1, { score: "offered" }), legacy).events[0]?.time).toBe(
      "2026-03-01T09:00:00Z",
    );
    const subjects = [zendeskRating(1), zendeskRating(1, { score: "offered" })].map(
      (raw) => decode(raw, legacy).events[0]?.subject,
    );
    expect(new Set(subjects).size).toBe(1);
  });

  it("changed later as a later revision", () => {
    const [before, after] = ["2026-03-01T09:30:00Z", "2026-03-02T08:00:00Z"].map(
      (updated_at) => decode(zendeskRating(1, { updated_at }), legacy).event,
    );
    expect(after?.key).toBe(before?.key);
    expect(before?.revision ?? 0).toBeLessThan(after?.revision ?? 0);
  });
});

describe("zendesk dates a legacy rating", () => {
  it("by when it was given, and by when it was asked for where nothing else is told", () => {
    const { satisfaction_rating } = zendeskRating(1, { updated_at: null });
    const at = (updated_at?: string, score = "good") =>
      decode(
        { satisfaction_rating: { ...satisfaction_rating, score }, ticket: { id: 1, updated_at } },
        legacy,
      ).event;
    expect(at("2026-03-01T09:40:00Z")?.time).toBe("2026-03-01T09:40:00Z");
    expect(at("2026-03-01T09:50:00Z", "bad")?.revision).toBeGreaterThan(
      at("2026-03-01T09:40:00Z")?.revision ?? Infinity,
    );
    for (const none of [undefined, "March 1"]) expect(at(none)?.time).toBe("2026-03-01T09:00:00Z");
  });
});

describe("zendesk reads survey responses", () => {
  it("with the rating on its scale, of the customer that Zendesk numbers", () => {
    const { event, setAside } = decode(zendeskResponse(1), survey);
    expect(setAside).toEqual([]);
    expect(event).toMatchObject({
      key: "ticket/1",
      time: "2026-03-01T09:25:00Z",
      touchpoint: "support",
      subject: contextOf(survey).subject("zendesk:acme", "901"),
      data: { status: "complete" },
    });
    expect(values(zendeskResponse(1), survey)).toEqual([
      ["satisfaction", 4],
      ["comment", "Quick, and kind"],
    ]);
  });

  it("without a rating as partial, by the time of the event", () => {
    expect(decode(zendeskResponse(1, { answers: [] }), survey).event).toMatchObject({
      time: "2026-03-01T09:30:00Z",
      data: { status: "partial", answers: [] },
    });
  });

  it("on the scale that the account asks on, and off it as missing", () => {
    const answers = [{ type: "rating_scale", rating: 5 }];
    const three = { ...survey, scale: { min: 1, max: 3, step: 1 } };
    const { event, setAside } = decode(zendeskResponse(1, { answers }), three);
    expect(event?.data.answers).toMatchObject([{ item: "satisfaction", value: null, missing: "off-scale" }]);
    expect(setAside).toMatchObject([
      { path: "event.survey_response.answers[0].rating", reason: "off-scale" },
    ]);
    expect(zendesk.instruments!(three)[0]).toMatchObject({
      id: "satisfaction",
      construct: "csat",
      scale: { max: 3 },
    });
  });
});

it.each([
  [zendeskResponse(1), legacy, "other-kind"],
  [zendeskRating(1), survey, "other-kind"],
  [zendeskRating(1, { score: "unoffered" }), legacy, "unoffered"],
  [zendeskRating(1, { updated_at: "yesterday" }), legacy, "unreadable-date"],
  [zendeskEvent(1, "status_changed", {}), legacy, "undeclared-type"],
  [{ satisfaction_rating: { score: "good" } }, legacy, "missing-id"],
  [{ satisfaction_rating: { score: "good", ticket_id: 1 } }, legacy, "missing-time"],
] as const)("zendesk sets %j aside whole (%j): %s", (raw, config, reason) => {
  expect(decode(raw, config)).toMatchObject({ events: [], setAside: [{ scope: "record", reason }] });
});

it.each([
  [{ asks: "legacy" }, "account"],
  [{ account: "acme.zendesk.com", asks: "legacy" }, "subdomain"],
  [{ account: "acme" }, "asks"],
  [{ account: "acme", asks: "both" }, "asks"],
  [{ account: "acme", asks: "legacy", scale: { min: 1, max: 5, step: 1 } }, "good or bad"],
  [{ account: "acme", asks: "survey", chanel: "chat" }, 'did you mean "channel"?'],
])("zendesk's configuration says of %j what is wrong", (value, message) => {
  const result = zendesk.config["~standard"].validate(value);
  expect("issues" in result ? result.issues?.map((each) => each.message).join("; ") : "").toContain(message);
});
