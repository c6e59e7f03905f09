import { secretOf, signUrlParameters } from "@cxkit/signing";
import { expect, it } from "vitest";
import { posted } from "../fixtures/webhook-samples.ts";
import { urlParameters } from "./url-parameters.ts";

const secrets = [secretOf("token")];
const now = "2026-03-01T09:30:00Z";
const body = new TextEncoder().encode("Body=9");
const scheme = urlParameters<{ readonly publicUrl?: string }>({
  header: "x-twilio-signature",
  publicUrl: (config) => config.publicUrl,
});
const judge = async (signedUrl: string, config: { readonly publicUrl?: string }, query = "") => {
  const signature = await signUrlParameters({ secrets, url: signedUrl, parameters: { Body: "9" } });
  const request = posted(body, { "x-twilio-signature": signature });
  return scheme({ ...request, url: request.url + query }, secrets, now, { secrets: {}, config });
};

it("urlParameters proves the address as it came, or the one that the configuration tells", async () => {
  expect(await judge("https://cx.example.org/in/survey", {})).toEqual({ ok: true });
  const publicUrl = "https://sms.example.com/answer";
  expect(await judge(publicUrl, { publicUrl })).toEqual({ ok: true });
  expect(await judge(publicUrl, {})).toEqual({ ok: false, reason: "signature-wrong" });
});

it("urlParameters keeps the query that came, unless the address told has its own", async () => {
  const publicUrl = "https://sms.example.com/answer";
  expect(await judge(`${publicUrl}?bodyOf=1`, { publicUrl }, "?bodyOf=1")).toEqual({ ok: true });
  expect(await judge(`${publicUrl}?a=1`, { publicUrl: `${publicUrl}?a=1` }, "?a=1")).toEqual({ ok: true });
});

it("urlParameters wants its header in lower case", () => {
  expect(() => urlParameters({ header: "X-Twilio-Signature" })).toThrow(RangeError);
});
