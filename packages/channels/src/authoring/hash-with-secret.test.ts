import { createHash } from "node:crypto";
import { secretOf } from "@cxkit/signing";
import { expect, it } from "vitest";
import { posted } from "../fixtures/webhook-samples.ts";
import { hashWithSecret } from "./hash-with-secret.ts";

const secrets = [secretOf("old"), secretOf("s3cret")];
const connection = { secrets: {}, config: {} };
const now = "2026-03-01T09:30:00Z";
const body = new TextEncoder().encode('{"score":9}');
const hashOf = (...parts: readonly (string | Uint8Array)[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

it("hashWithSecret proves secret, method, address and body in their order", async () => {
  const scheme = hashWithSecret({
    header: "x-s",
    hash: "SHA-256",
    signs: ["secret", "method", "url", "body"],
  });
  const request = posted(body, {});
  const signed = { ...request, headers: { "x-s": hashOf("s3cret", "POST", request.url, body) } };
  expect(await scheme(signed, secrets, now, connection)).toEqual({ ok: true });
  const moved = { ...signed, url: `${signed.url}x` };
  expect(await scheme(moved, secrets, now, connection)).toEqual({ ok: false, reason: "signature-wrong" });
});

it("hashWithSecret proves the time where it is among what is signed", async () => {
  const scheme = hashWithSecret({
    header: "x-lark-signature",
    hash: "SHA-256",
    signs: ["x-lark-request-timestamp", "x-lark-request-nonce", "secret", "body"],
    timestampHeader: "x-lark-request-timestamp",
  });
  const signed = (time: string) =>
    posted(body, {
      "x-lark-request-timestamp": time,
      "x-lark-request-nonce": "n1",
      "x-lark-signature": hashOf(time, "n1", "s3cret", body),
    });
  expect(await scheme(signed("1772357400"), secrets, now, connection)).toMatchObject({ ok: true });
  expect(await scheme(signed("1772350000"), secrets, now, connection)).toEqual({
    ok: false,
    reason: "stale",
  });
  expect(await scheme(posted(body, {}), secrets, now, connection)).toEqual({
    ok: false,
    reason: "timestamp-missing",
  });
});

it.each([
  { signs: ["body"] },
  { signs: ["secret"] },
  { signs: ["secret", "secret", "body"] },
  { signs: ["secret", "body", "X-Time"] },
  { signs: ["secret", "body"], timestampHeader: "x-time" },
  { signs: ["secret", "body"], header: "X-S" },
])("hashWithSecret refuses to be told %j", (wrong) => {
  expect(() => hashWithSecret({ header: "x-s", hash: "SHA-1", ...wrong })).toThrow(RangeError);
});
