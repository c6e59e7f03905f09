import { createContext } from "@cxkit/core/context";
import { channelLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alipay, type AlipayConfig } from "./alipay.ts";
import { alipayNotification } from "./fixtures/alipay-notifications.ts";

await alipay.config["~standard"].load?.();

const app = "2021000000000001";
const config: AlipayConfig = { app, dimensions: { store: "store_id" } };
const decode = (raw: { readonly [name: string]: string }, of = config) =>
  alipay.decode(raw, createContext(of, { key: new Uint8Array(32) }));

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

  it("a refund whose sum cannot be read as no refund, and never as a trade that nobody paid", () => {
    const kinds = (change: Parameters<typeof alipayNotification>[1]) => {
      const { events, setAside } = decode(alipayNotification(1, { refund_fee: "8,88", ...change }));
      expect(setAside).toContainEqual(expect.objectContaining({ path: "refund_fee", reason: "no-number" }));
      return events.map(({ data }) => "kind" in data && data.kind);
    };
    expect(kinds({ trade_status: "TRADE_CLOSED" })).toEqual(["payment"]);
    expect(kinds({ trade_status: "TRADE_CLOSED", gmt_payment: undefined })).toEqual([]);
    expect(kinds({})).toEqual(["payment"]);
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
