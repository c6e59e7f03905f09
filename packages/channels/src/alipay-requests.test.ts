import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { RawRequest, Secret } from "@cxkit/core";
import { secretOf } from "@cxkit/signing";
import { webhookLaws } from "@cxkit/testkit";
import { channelConformance } from "@cxkit/testkit/conformance";
import { AlipaySdk } from "alipay-sdk";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conforms, kitMaterial } from "./fixtures/kit-material.ts";
import { alipay, type AlipayConfig } from "./alipay.ts";
import { alipayNotification } from "./fixtures/alipay-notifications.ts";

await alipay.config["~standard"].load?.();
const material = await kitMaterial(alipay);

const app = "2021000000000001";
const config: AlipayConfig = { app };
const now = "2026-03-01T09:30:05Z";
const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey, pem: String(publicKey.export({ type: "spki", format: "pem" })) };
};
const [one, other] = [pair(), pair()];

interface Signing {
  readonly type?: "RSA2" | "RSA";
  readonly signsType?: boolean;
  /** Layers of escapes that the signed values have less than the sent ones. */
  readonly escaped?: boolean;
}

/** What Alipay's servers do: sort, join, sign; independent of the code under test. */
function signedForm(
  parameters: { readonly [name: string]: string },
  key: KeyObject,
  how: Signing = {},
): string {
  const { type = "RSA2", signsType = false, escaped = false } = how;
  const all = { ...parameters, ...(signsType && { sign_type: type }) };
  const text = Object.keys(all)
    .toSorted()
    .map((name) => `${name}=${all[name as keyof typeof all]}`)
    .join("&");
  const sign = createSign(type === "RSA2" ? "RSA-SHA256" : "RSA-SHA1")
    .update(text, "utf8")
    .sign(key, "base64");
  const sent = Object.entries(parameters).map(([name, value]) => [
    name,
    escaped ? encodeURIComponent(value) : value,
  ]);
  return new URLSearchParams([...sent, ["sign_type", type], ["sign", sign]]).toString();
}

const posted = (body: string | Uint8Array): RawRequest => ({
  method: "POST",
  url: "https://cx.example.org/in/pay",
  headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
  body: typeof body === "string" ? new TextEncoder().encode(body) : body,
});
const verify = (body: string | Uint8Array, of = config, keys: readonly string[] = [one.pem]) =>
  alipay.webhook!.verify(posted(body), { alipayPublicKey: keys.map((key) => secretOf(key)) }, now, of);

describe("alipay keeps the webhook laws", () => {
  const keyOf = (secret: Secret | undefined) => (secret?.handle === "one" ? one : other).privateKey;
  /** Over bytes, each a letter, so that what is no text is signed as well. */
  const sign = (body: Uint8Array, [secret]: readonly Secret[]): Promise<RawRequest> => {
    const letters = Buffer.from(body).toString("latin1");
    const clear = letters
      .split("&")
      .filter((part) => part !== "")
      .map((part) => {
        const [name = "", ...values] = part.split("=");
        return [name, values.join("=")].map((each) => unescape(each.replaceAll("+", " "))) as [
          string,
          string,
        ];
      });
    const text = clear
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join("&");
    const signature = createSign("RSA-SHA256")
      .update(Buffer.from(text, "latin1"))
      .sign(keyOf(secret), "base64");
    return Promise.resolve(
      posted(Buffer.from(`${letters}&sign_type=RSA2&sign=${encodeURIComponent(signature)}`, "latin1")),
    );
  };
  const webhook = {
    bodies: [1, 2].map((number) => new URLSearchParams(alipayNotification(number)).toString()),
    secretOf: (value: string) => secretOf(value, value === one.pem ? "one" : "other"),
    values: [one.pem, other.pem],
    sign,
    signed: ["&sign"],
    signs: "content",
  } as const;
  for (const law of webhookLaws(alipay, { config, ...webhook })) it(law.name, law.check, 30_000);

  describe("and passes the conformance kit", () => {
    const malformed = [
      alipayNotification(3, { trade_no: undefined }),
      alipayNotification(4, { app_id: "0" }),
    ];
    const raws = [5, 6].map((number) => alipayNotification(number));
    const none = { edits: [], deletions: [] };
    const checks = channelConformance(alipay, { ...material, ...none, config, raws, malformed, webhook });
    conforms(checks, 30_000);
  });
});

describe("alipay and Alipay's own SDK agree", () => {
  const { privateKey } = one;
  const sdk = new AlipaySdk({
    appId: app,
    privateKey: String(privateKey.export({ type: "pkcs1", format: "pem" })),
    alipayPublicKey: one.pem.replaceAll(/-----[A-Z ]+-----|\s/g, ""),
  });
  /** As a web framework hands a form on: escapes undone. */
  const formOf = (body: string) => Object.fromEntries(new URLSearchParams(body));

  it("on what is signed, with the type and without, and on what is not", async () => {
    for (const signsType of [false, true]) {
      const body = signedForm(alipayNotification(1), privateKey, { signsType });
      expect(sdk.checkNotifySignV2(formOf(body))).toBe(true);
      expect(await verify(body)).toMatchObject({ verified: true, delivery: "n-1" });
      const forged = body.replace("88.88", "88.89");
      expect(sdk.checkNotifySignV2(formOf(forged))).toBe(false);
      expect(await verify(forged)).toEqual({ verified: false, status: 401, reason: "signature-wrong" });
    }
  });

  it("on values with one layer of escapes more, and then reads what was proven", async () => {
    const parameters = alipayNotification(1, { subject: "鞋 100% 皮" });
    const body = signedForm(parameters, privateKey, { escaped: true });
    expect(sdk.checkNotifySign(formOf(body))).toBe(true);
    expect(sdk.checkNotifySignV2(formOf(body))).toBe(false);
    const said = await verify(body);
    expect(said).toMatchObject({ verified: true, records: [parameters] });
    expect(said.verified && alipay.webhook!.records(posted(said.opened!))).toEqual([parameters]);
  });

  it("on whatever parameters there are", async () => {
    const name = fc
      .stringMatching(/^[a-z_]{1,12}$/)
      .filter((each) => each !== "charset" && !each.startsWith("sign"));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, fc.string({ unit: "grapheme" }), { noNullPrototype: true }),
        fc.boolean(),
        async (parameters, signsType) => {
          const body = signedForm({ ...parameters, app_id: app }, privateKey, { signsType });
          const accepted = sdk.checkNotifySignV2(formOf(body));
          expect((await verify(body)).verified).toBe(accepted);
          expect(accepted).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("on what the SDK itself signs", async () => {
    // The parameters of a request to Alipay, in the form that it sends them in.
    const url = new URL(sdk.pageExec("alipay.trade.page.pay", "GET", { bizContent: { out_trade_no: "1" } }));
    expect((await verify(url.search.slice(1))).verified).toBe(true);
    url.searchParams.set("version", "1.1");
    expect((await verify(url.search.slice(1))).verified).toBe(false);
  });
});

describe("alipay's signature", () => {
  it("over SHA-1 is taken only where the configuration allows it", async () => {
    const body = signedForm(alipayNotification(1), one.privateKey, { type: "RSA" });
    expect(await verify(body)).toEqual({ verified: false, status: 401, reason: "signature-type" });
    expect(await verify(body, { app, signatures: ["RSA2", "RSA"] })).toMatchObject({ verified: true });
    // One over SHA-256 that is said to be over SHA-1 proves nothing.
    const told = signedForm(alipayNotification(1), one.privateKey).replace("sign_type=RSA2", "sign_type=RSA");
    expect(await verify(told, { app, signatures: ["RSA2", "RSA"] })).toMatchObject({
      reason: "signature-wrong",
    });
  });

  it("is made by any of the keys while one is being changed", async () => {
    const body = signedForm(alipayNotification(1), other.privateKey);
    expect((await verify(body)).verified).toBe(false);
    expect((await verify(body, config, [one.pem, other.pem])).verified).toBe(true);
  });

  it("proves no form in which a parameter comes twice", async () => {
    const body = `${signedForm(alipayNotification(1), one.privateKey)}&total_amount=0.01`;
    expect(await verify(body)).toEqual({ verified: false, status: 401, reason: "parameters-malformed" });
  });

  it("is over the bytes as they came, in GBK as in UTF-8, and what is kept says the same", async () => {
    // 鞋 in GBK
    const shoe = Buffer.from([0xd0, 0xac]);
    const { body: _, subject: __, ...rest } = alipayNotification(1, { charset: "GBK" });
    const parts = Object.entries(rest).map(([name, value]) => Buffer.from(`${name}=${value}`));
    const text = [...parts, Buffer.concat([Buffer.from("subject="), shoe])]
      .toSorted((left, right) => Buffer.compare(left, right))
      .flatMap((part, index) => (index === 0 ? [part] : [Buffer.from("&"), part]));
    const sign = createSign("RSA-SHA256").update(Buffer.concat(text)).sign(one.privateKey, "base64");
    const said = await verify(
      `${new URLSearchParams(rest).toString()}&subject=%D0%AC&sign_type=RSA2&sign=${encodeURIComponent(sign)}`,
    );
    expect(said).toMatchObject({ verified: true, records: [{ subject: "鞋" }] });
    expect(said.verified && alipay.webhook!.records(posted(said.opened!))).toMatchObject([{ subject: "鞋" }]);
  });
});
