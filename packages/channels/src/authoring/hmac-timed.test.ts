import { createHmac } from "node:crypto";
import { secretOf } from "@cxkit/signing";
import { expect, it } from "vitest";
import { posted } from "../fixtures/webhook-samples.ts";
import { hmacTimed } from "./hmac-timed.ts";

const secrets = [secretOf("s3cret")];
const connection = { secrets: {}, config: {} };
const body = new TextEncoder().encode('{"score":9}');
const slack = {
  header: "x-slack-signature",
  timestampHeader: "x-slack-request-timestamp",
  signs: "v0:{timestamp}:{body}",
  hash: "SHA-256",
  encoding: "hex",
  prefix: "v0=",
} as const;
const signed = posted(body, {
  "x-slack-request-timestamp": "1772357400",
  "x-slack-signature": `v0=${createHmac("sha256", "s3cret").update("v0:1772357400:").update(body).digest("hex")}`,
});

it("hmacTimed proves time and body together, and refuses what is old", async () => {
  const scheme = hmacTimed(slack);
  const proof = await scheme(signed, secrets, "2026-03-01T09:30:02Z", connection);
  expect(proof).toMatchObject({ ok: true, until: "2026-03-01T09:35:00.001Z" });
  const late = await scheme(signed, secrets, "2026-03-01T09:36:00Z", connection);
  expect(late).toEqual({ ok: false, reason: "stale" });
  const moved = { ...signed, headers: { ...signed.headers, "x-slack-request-timestamp": "1772357401" } };
  const forged = await scheme(moved, secrets, "2026-03-01T09:30:02Z", connection);
  expect(forged).toEqual({ ok: false, reason: "signature-wrong" });
});

it.each([
  { signs: "{body}" },
  { signs: "{timestamp}" },
  { header: "X-Slack-Signature" },
  { timestampHeader: "X-Slack-Request-Timestamp" },
])("hmacTimed refuses to be told %j", (wrong) => {
  expect(() => hmacTimed({ ...slack, ...wrong })).toThrow(RangeError);
});
