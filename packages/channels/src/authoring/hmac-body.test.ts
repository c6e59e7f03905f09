import { createHmac } from "node:crypto";
import { secretOf } from "@cxkit/signing";
import { expect, it } from "vitest";
import { posted } from "../fixtures/webhook-samples.ts";
import { hmacBody } from "./hmac-body.ts";

const secrets = [secretOf("s3cret")];
const connection = { secrets: {}, config: {} };
const now = "2026-03-01T09:30:00Z";
const body = new TextEncoder().encode('{"score":9}');
const written = { header: "x-signature", hash: "SHA-256", encoding: "hex" } as const;
const macOf = (...parts: readonly (string | Uint8Array)[]) => {
  const mac = createHmac("sha256", "s3cret");
  for (const part of parts) mac.update(part);
  return mac.digest("hex");
};

it("hmacBody proves the body by the header that it names, as node:crypto signs it", async () => {
  const scheme = hmacBody({ ...written, prefix: "sha256=" });
  const request = posted(body, { "x-signature": `sha256=${macOf(body)}` });
  expect(await scheme(request, secrets, now, connection)).toEqual({ ok: true });
  const other = posted(body, { "x-signature": `sha256=${macOf("{}")}` });
  expect(await scheme(other, secrets, now, connection)).toEqual({ ok: false, reason: "signature-wrong" });
});

it("hmacBody proves whatever else its template names", async () => {
  const scheme = hmacBody({ ...written, signs: "v1:{method}:{url}:{body}" });
  const request = posted(body, {});
  const signed = { ...request, headers: { "x-signature": macOf("v1:POST:", request.url, ":", body) } };
  expect(await scheme(signed, secrets, now, connection)).toEqual({ ok: true });
  for (const changed of [{ method: "GET" }, { url: `${request.url}?x` }, { body: new Uint8Array(0) }])
    expect((await scheme({ ...signed, ...changed }, secrets, now, connection)).ok).toBe(false);
});

it.each([
  { header: "X-Signature" },
  { signs: "{url}" },
  { signs: "{body}{body}" },
  { signs: "{timestamp}{body}" },
])("hmacBody refuses to be told %j", (wrong) => {
  expect(() => hmacBody({ ...written, ...wrong })).toThrow(RangeError);
});
