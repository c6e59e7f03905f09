import { cxError, type RawRequest } from "@cxkit/core";
import { secretOf } from "@cxkit/signing";
import { describe, expect, it } from "vitest";
import { posted } from "../fixtures/webhook-samples.ts";
import { own, textOf } from "./json-value.ts";
import { readJson } from "./read-json.ts";
import type { Proof, Scheme } from "./scheme.ts";
import { signedWebhook, type SignedWebhook } from "./signed-webhook.ts";

const now = "2026-03-01T09:30:00Z";
const body = new TextEncoder().encode('{"id":"r1"}');
const saying =
  (proof: Proof): Scheme =>
  () =>
    Promise.resolve(proof);
const proven = saying({ ok: true });
const verify = (options: SignedWebhook<unknown>, change: Partial<RawRequest> = {}) =>
  signedWebhook(options).verify({ ...posted(body, {}), ...change }, {}, now, {});

describe("signedWebhook", () => {
  it("reads what is proven, and knows it again by its bytes where no time is signed", async () => {
    const first = await verify({ scheme: proven });
    expect(first).toMatchObject({ verified: true, records: [{ id: "r1" }] });
    expect(first).toEqual(await verify({ scheme: proven }));
    const other = await verify({ scheme: proven }, { body: new TextEncoder().encode("{}") });
    expect(first.verified && first.delivery).not.toBe(other.verified && other.delivery);
  });

  it("names the replay of a scheme with a time, and the delivery as the producer does", async () => {
    const scheme = saying({ ok: true, digest: "d", until: "2026-03-01T09:35:00Z" });
    const timed = await verify({ scheme });
    expect(timed).toMatchObject({ once: { key: "d", until: "2026-03-01T09:35:00Z" } });
    expect(timed).not.toHaveProperty("delivery");
    const delivery = (_: RawRequest, [record]: readonly unknown[]) => textOf(own(record, "id"));
    expect(await verify({ scheme, delivery })).toMatchObject({ delivery: "r1" });
  });

  it("refuses by the status that says what is wrong, and reads nothing before it is proven", async () => {
    const read = () => {
      throw new Error("read too soon");
    };
    expect(await verify({ scheme: saying({ ok: false, reason: "stale" }), read })).toEqual({
      verified: false,
      status: 401,
      reason: "stale",
    });
    expect(await verify({ scheme: proven, read }, { method: "GET" })).toMatchObject({ status: 405 });
    expect(await verify({ scheme: proven }, { body: new TextEncoder().encode("{") })).toEqual({
      verified: false,
      status: 400,
      reason: "unreadable-body",
    });
    await expect(verify({ scheme: proven, read })).rejects.toThrow("read too soon");
  });

  it("hands a scheme the secrets under its name, all others, and the configuration", async () => {
    const [token, key] = [secretOf("a"), secretOf("b")];
    let told: unknown;
    const scheme: Scheme = (_, secrets, at, connection) => {
      told = { secrets, at, connection };
      return Promise.resolve({ ok: true });
    };
    const webhook = signedWebhook({ scheme, secret: "token", otherSecrets: ["aes"] });
    expect(webhook.secrets).toEqual(["token", "aes"]);
    const secrets = { token: [token], aes: [key] };
    await webhook.verify(posted(body, {}), secrets, now, { app: 1 });
    expect(told).toEqual({ secrets: [token], at: now, connection: { secrets, config: { app: 1 } } });
  });

  it("reads what a scheme opened, keeps it, and answers as the scheme says", async () => {
    const opened = new TextEncoder().encode('{"id":"inside"}');
    const reply = { status: 200, body: "c2VhbGVk" };
    expect(await verify({ scheme: saying({ ok: true, opened, reply }) })).toMatchObject({
      records: [{ id: "inside" }],
      opened,
      reply,
    });
  });

  it("answers a challenge with no records, asked by GET or in a body", async () => {
    const challenge = ({ method, url, body: told }: RawRequest) => {
      const text =
        method === "GET" ? new URL(url).searchParams.get("echostr") : own(readJson(told), "challenge");
      return typeof text === "string" ? { status: 200, body: text } : undefined;
    };
    const options = { scheme: proven, challenge, methods: ["POST", "GET"] } as const;
    const asked = await verify(options, { method: "GET", url: "https://cx.example.org/in?echostr=e" });
    expect(asked).toEqual({ verified: true, records: [], reply: { status: 200, body: "e" } });
    const inside = await verify(options, { body: new TextEncoder().encode('{"challenge":"c"}') });
    expect(inside).toEqual({ verified: true, records: [], reply: { status: 200, body: "c" } });
    expect(await verify(options)).toMatchObject({ records: [{ id: "r1" }] });
    const none = await verify(options, { method: "GET" });
    expect(none).toEqual({ verified: false, status: 400, reason: "no-challenge" });
  });

  it("keys a record as the producer does, and else by the record itself", () => {
    const key = (raw: unknown) => textOf(own(raw, "id"));
    const { dedupeKey } = signedWebhook({ scheme: proven, key });
    expect(dedupeKey({ id: "r1" })).toBe("r1");
    expect(dedupeKey({ n: 1 })).toBe(dedupeKey({ n: 1 }));
    expect(dedupeKey({ n: 1 })).not.toBe(dedupeKey({ n: 2 }));
    expect(signedWebhook({ scheme: proven }).dedupeKey(undefined)).toMatch(/^[\da-f]{64}$/);
  });

  it("says nothing of what it was not told", () => {
    const { verify: _, records: __, dedupeKey: ___, ...data } = signedWebhook({ scheme: proven });
    expect(data).toEqual({
      secrets: ["webhook"],
      accepts: ["application/json"],
      methods: ["POST"],
      acknowledge: { status: 200 },
    });
    const wakes = () => ["reviews"];
    const acknowledge = { status: 200, body: "success" };
    expect(signedWebhook({ scheme: proven, keeps: ["x-id"], wakes, acknowledge })).toMatchObject({
      keeps: ["x-id"],
      wakes,
      acknowledge,
    });
  });

  it("passes on what its reader throws that is no fault of the request", async () => {
    const read = () => {
      throw cxError("unavailable", "not of the request");
    };
    await expect(verify({ scheme: proven, read })).rejects.toThrow("not of the request");
  });
});
