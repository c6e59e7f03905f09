import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageOf } from "./message.ts";
import { secretOf } from "./secret.ts";
import { signStandardWebhook, verifyStandardWebhook } from "./standard-webhook.ts";

const key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const secrets = [secretOf(key)];
const body = messageOf('{"test": 2432232314}');
const now = "2021-02-25T15:02:10Z";
const signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const headers = {
  "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
  "webhook-timestamp": "1614265330",
  "webhook-signature": signature,
};
const judge = (change: { readonly [name: string]: string }, what = body, by = secrets, when = now) =>
  verifyStandardWebhook({ ...headers, ...change }, what, by, when);

describe("Standard Webhooks", () => {
  // Witness: the vector of the reference libraries' own tests, and node:crypto.
  it("are signed and proven as published", async () => {
    const attempt = { id: headers["webhook-id"], now };
    expect(await signStandardWebhook(body, secrets, attempt)).toEqual(headers);
    const bytes = Buffer.from(key.slice(6), "base64");
    const hmac = createHmac("sha256", bytes).update(`${headers["webhook-id"]}.1614265330.`).update(body);
    expect(`v1,${hmac.digest("base64")}`).toBe(signature);
    expect(await judge({})).toMatchObject({
      ok: true,
      id: headers["webhook-id"],
      until: "2021-02-25T15:07:10.001Z",
    });
  });

  it("what is signed is proven, whatever the body", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array(),
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        async (bytes, raw) => {
          const by = [secretOf(`whsec_${Buffer.from(raw).toString("base64")}`)];
          const signed = await signStandardWebhook(bytes, by, { id: "msg_1", now });
          expect((await verifyStandardWebhook({ ...signed }, bytes, by, now)).ok).toBe(true);
        },
      ),
    );
  });

  it("one bit changed anywhere disproves: body, id, timestamp, signature", async () => {
    for (let at = 0; at < body.length; at += 1)
      for (let bit = 0; bit < 8; bit += 1)
        expect((await judge({}, body.with(at, (body[at] ?? 0) ^ (1 << bit)))).ok).toBe(false);
    for (const [name, value] of Object.entries(headers)) {
      for (let at = 0; at < value.length; at += 1) {
        for (let bit = 0; bit < 7; bit += 1) {
          const letter = String.fromCharCode(value.charCodeAt(at) ^ (1 << bit));
          const changed = value.slice(0, at) + letter + value.slice(at + 1);
          expect((await judge({ [name]: changed })).ok, `${name}: ${changed}`).toBe(false);
        }
      }
    }
  });

  it("are proven by one of several signatures, and by none of another version", async () => {
    const wrong = `v1,${"A".repeat(43)}=`;
    expect((await judge({ "webhook-signature": `${wrong} ${signature}` })).ok).toBe(true);
    expect((await judge({ "webhook-signature": `v1a,hnO3f9T8+/= ${signature}` })).ok).toBe(true);
    expect(await judge({ "webhook-signature": signature.replace("v1", "v1a") })).toEqual({
      ok: false,
      reason: "signature-missing",
    });
    expect(await judge({ "webhook-signature": `${wrong} ${wrong}` })).toEqual({
      ok: false,
      reason: "signature-wrong",
    });
  });

  it.each([
    `${signature}, ${signature}`,
    `${signature},${signature}`,
    ` ${signature}`,
    `${signature} `,
    `${signature}  ${signature}`,
    signature.slice(3),
    "v1=abc",
    Array.from({ length: 11 }, () => signature).join(" "),
  ])("a header that is none of theirs is malformed: %j", async (header) => {
    expect(await judge({ "webhook-signature": header })).toEqual({
      ok: false,
      reason: "signature-malformed",
    });
  });

  it("say what is missing", async () => {
    expect(await judge({ "webhook-id": "" })).toEqual({ ok: false, reason: "id-missing" });
    expect(await judge({ "webhook-timestamp": "" })).toEqual({ ok: false, reason: "timestamp-missing" });
    expect(await judge({ "webhook-signature": "" })).toEqual({ ok: false, reason: "signature-missing" });
    expect(await judge({}, body, [])).toEqual({ ok: false, reason: "secret-missing" });
    expect(await verifyStandardWebhook({}, body, secrets, now)).toEqual({
      ok: false,
      reason: "signature-missing",
    });
  });

  it("are refused when old or early, and proven by the second of two secrets", async () => {
    expect(await judge({}, body, secrets, "2021-02-25T15:07:11Z")).toEqual({ ok: false, reason: "stale" });
    expect(await judge({}, body, secrets, "2021-02-25T14:57:09Z")).toEqual({
      ok: false,
      reason: "too-early",
    });
    expect((await judge({}, body, [secretOf("new"), ...secrets])).ok).toBe(true);
    expect(await judge({}, body, [secretOf("new")])).toEqual({ ok: false, reason: "signature-wrong" });
  });

  it("an id never hides another behind a full stop", async () => {
    // The same bytes are signed, cut elsewhere.
    const shifted = { "webhook-id": "msg_1.1614265330", "webhook-timestamp": "1614265331" };
    const signed = await signStandardWebhook(messageOf("1614265331.{}"), secrets, { id: "msg_1", now });
    const forged = { ...signed, ...shifted };
    expect(await judge(forged, messageOf("{}"))).toEqual({ ok: false, reason: "id-malformed" });
    await expect(signStandardWebhook(body, secrets, { id: "a.b", now })).rejects.toThrow(RangeError);
    await expect(signStandardWebhook(body, secrets, { id: "a", now: "soon" })).rejects.toThrow(RangeError);
    await expect(signStandardWebhook(body, [], { id: "a", now })).rejects.toThrow(RangeError);
  });

  it("the digest is one for one attempt, whichever of its signatures is shown", async () => {
    const both = [secretOf("new"), ...secrets];
    const other = await signStandardWebhook(body, both, { id: headers["webhook-id"], now });
    const [one, two] = [await judge({}, body, both), await judge({ ...other }, body, both)];
    expect(one.ok && two.ok && one.digest === two.digest).toBe(true);
  });
});
