import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createContext } from "@cxkit/core/context";
import type { RawRequest, Secret } from "@cxkit/core";
import { secretOf } from "@cxkit/signing";
import { channelLaws, webhookLaws } from "@cxkit/testkit";
import { AlipaySdk } from "alipay-sdk";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alipay, type AlipayConfig } from "./alipay.ts";
import { alipayNotification } from "./fixtures/alipay-notifications.ts";

const app = "2021000000000001";
const config: AlipayConfig = { app, dimensions: { store: "store_id" } };
const now = "2026-03-01T09:30:05Z";
const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey, pem: String(publicKey.export({ type: "spki", format: "pem" })) };
};
const [one, other] = [pair(), pair()];
const decode = (raw: { readonly [name: string]: string }, of = config) =>
  alipay.decode(raw, createContext(of, { key: new Uint8Array(32) }));

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

describe("alipay keeps the channel laws", () => {
  const samples = {
    config,
    raws: [
      alipayNotification(1),
      alipayNotification(2, { trade_status: "TRADE_FINISHED", store_id: "harbour" }),
      alipayNotification(3, { trade_status: "WAIT_BUYER_PAY", gmt_payment: undefined }),
      alipayNotification(4, {
        trade_status: "TRADE_CLOSED",
        gmt_payment: undefined,
        gmt_close: "2026-03-01 18:00:00",
      }),
      alipayNotification(5, { refund_fee: "8.88", gmt_refund: "2026-03-02 10:00:00.320", out_biz_no: "r1" }),
      alipayNotification(6, { buyer_id: undefined, buyer_open_id: "o-1" }),
    ],
    malformed: [
      alipayNotification(7, { app_id: "2021000000000002" }),
      alipayNotification(8, { total_amount: "1e3" }),
      alipayNotification(9, { gmt_payment: "yesterday" }),
      alipayNotification(10, { trade_no: undefined }),
      alipayNotification(11, { trade_status: "TRADE_LOST" }),
      alipayNotification(12, { notify_type: "dut_user_sign" }),
    ],
  };
  for (const law of channelLaws(alipay, samples)) it(law.name, law.check);
});

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
  const laws = webhookLaws(alipay, {
    config,
    bodies: [1, 2].map((number) => new URLSearchParams(alipayNotification(number)).toString()),
    secretOf: (value) => secretOf(value, value === one.pem ? "one" : "other"),
    values: [one.pem, other.pem],
    sign,
    signed: ["&sign"],
    signs: "content",
  });
  for (const law of laws) it(law.name, law.check, 30_000);
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

describe("alipay reads", () => {
  const transactions = (change: Parameters<typeof alipayNotification>[1]) =>
    decode(alipayNotification(1, change)).events.map(({ key, revision, time, data }) => ({
      key,
      revision,
      time,
      data,
    }));

  it("a payment, to the cent, at the time of Beijing", () => {
    expect(transactions({})).toEqual([
      {
        key: "20260301220011/payment",
        revision: undefined,
        time: "2026-03-01T17:30:00+08:00",
        data: { kind: "payment", amount: 88.88, currency: "CNY", order: "order-1" },
      },
    ]);
    // Success and the end of the time for refunds tell of one payment.
    expect(transactions({ trade_status: "TRADE_FINISHED" })).toEqual(transactions({}));
  });

  it("every amount exactly as it is written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
        const [event] = decode(alipayNotification(1, { total_amount: text })).events;
        expect(event?.type === "transaction.recorded" && event.data.amount?.toFixed(2)).toBe(text);
      }),
    );
    for (const text of ["1e3", "-1.00", "1.005", "1,00", "9999999999999.00", "０.０１", "NaN"]) {
      const { events, setAside } = decode(alipayNotification(1, { total_amount: text }));
      expect(events[0]?.data).not.toHaveProperty("amount");
      expect(setAside).toMatchObject([{ scope: "value", path: "total_amount", reason: "no-number" }]);
    }
  });

  it("refunds as the sum so far, of which the latest counts, beside the payment", () => {
    const [payment, refund] = transactions({ refund_fee: "8.88", gmt_refund: "2026-03-02 10:00:00.320" });
    expect(payment).toEqual(transactions({})[0]);
    expect(refund).toMatchObject({
      key: "20260301220011/refund",
      time: "2026-03-02T10:00:00.320+08:00",
      data: { kind: "refund", amount: -8.88, order: "order-1" },
    });
    const [, later] = transactions({
      refund_fee: "88.88",
      gmt_refund: "2026-03-03 10:00:00.000",
      trade_status: "TRADE_CLOSED",
    });
    expect(later?.key).toBe(refund?.key);
    expect(later?.revision).toBeGreaterThan(refund?.revision ?? Infinity);
  });

  it("an order before it is paid, and one that nobody paid", () => {
    expect(transactions({ trade_status: "WAIT_BUYER_PAY", gmt_payment: undefined })).toMatchObject([
      { time: "2026-03-01T17:29:00+08:00", data: { kind: "order", amount: 88.88 } },
    ]);
    const [closed] = transactions({
      trade_status: "TRADE_CLOSED",
      gmt_payment: undefined,
      gmt_close: "2026-03-01 18:00:00",
    });
    expect(closed).toMatchObject({ time: "2026-03-01T18:00:00+08:00", data: { kind: "closed" } });
    expect(closed?.data).not.toHaveProperty("amount");
  });

  it("no notification of another application", () => {
    expect(decode(alipayNotification(1), { app: "2021000000000009" }).setAside).toMatchObject([
      { path: "app_id", reason: "other-app" },
    ]);
  });

  it("the buyer as nobody who could be found by their number", () => {
    const all = JSON.stringify(decode(alipayNotification(1)));
    expect(all).not.toContain("2088");
    expect(decode(alipayNotification(1, { store_id: "13800138000" }))).toMatchObject({
      events: [{ dimensions: {} }],
      setAside: [{ path: "store_id", reason: "contact-detail" }],
    });
  });
});

it.each([
  [{}, "app"],
  [{ app, signatures: ["MD5"] }, "signatures"],
  [{ app, dimensions: { who: "buyer_id" } }, "no segment"],
  [{ app, signature: ["RSA"] }, "did you mean"],
])("alipay's configuration says of %j what is wrong", (value, said) => {
  const result = alipay.config["~standard"].validate(value);
  expect(JSON.stringify("issues" in result && result.issues)).toContain(said);
});
