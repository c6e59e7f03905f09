import type { DecodeContext, Decoded, EventDraft, SetAside } from "@cxkit/core";
import { quoted, recordAside, valueAside } from "../authoring/aside.ts";
import { instantOf } from "../authoring/instant.ts";
import { isObject, own, textOf } from "../authoring/json-value.ts";
import { holdsContact } from "../survey/contact-text.ts";
import type { AlipayConfig } from "./config.ts";
import type { AlipayNotification } from "./texts.ts";

/** One notification of a trade in; the payment and the refund that it tells of out. */
export function decodeAlipay(raw: AlipayNotification, context: DecodeContext<AlipayConfig>): Decoded {
  const { config } = context;
  if (!isObject(raw)) return recordAside("body", "not-an-object", `${quoted(raw)} is no notification`);
  const told = (name: string): string | undefined => textOf(own(raw, name))?.trim();
  const app = told("app_id");
  if (app !== config.app)
    return recordAside("app_id", "other-app", `${quoted(app)} is not the application of this connection`);
  const kind = told("notify_type");
  if (kind !== "trade_status_sync")
    return recordAside("notify_type", "undeclared-type", `${quoted(kind)} tells of no trade`);
  const trade = told("trade_no");
  if (trade === undefined) return recordAside("trade_no", "missing-id", "there is no trade_no");
  const status = told("trade_status");
  const stage = stages.get(status ?? "");
  if (!stage)
    return recordAside("trade_status", "undeclared-type", `${quoted(status)} is no state of a trade`);

  const setAside: SetAside[] = [];
  const amountOf = (name: string): number | undefined => {
    const text = told(name);
    if (text === undefined) return undefined;
    const amount = yuan(text);
    if (amount === undefined)
      setAside.push(valueAside(name, "no-number", `${quoted(text)} is no amount with at most two decimals`));
    return amount;
  };
  const timeOf = (name: string): string | undefined => {
    const text = told(name);
    if (text === undefined) return undefined;
    const time = beijing(text);
    if (time === undefined) setAside.push(valueAside(name, "unreadable-date", `${quoted(text)} is no time`));
    return time;
  };
  const order = told("out_trade_no");
  const subject = subjectOf(context, told);
  const about = {
    source: `alipay:${config.app}`,
    ...(subject !== undefined && { subject }),
    channel: config.channel ?? "alipay",
    ...(config.touchpoint !== undefined && { touchpoint: config.touchpoint }),
    ...(config.stage !== undefined && { stage: config.stage }),
    dimensions: dimensionsOf(config, told, setAside),
  };
  const transaction = (
    what: string,
    time: string,
    amount: number | undefined,
    revision?: number,
  ): EventDraft => ({
    ...about,
    type: "transaction.recorded",
    key: `${trade}/${what}`,
    ...(revision !== undefined && { revision }),
    time,
    data: {
      kind: what,
      ...(amount !== undefined && { amount, currency: "CNY" }),
      ...(order !== undefined && { order }),
    },
  });

  const events: EventDraft[] = [];
  const refund = amountOf("refund_fee");
  const refunded = refund ?? 0;
  // A sum that cannot be read is none, and not no refund.
  const unread = refund === undefined && told("refund_fee") !== undefined;
  const paid = timeOf("gmt_payment");
  if (refunded > 0) {
    const time = timeOf("gmt_refund") ?? timeOf("notify_time");
    // The sum of all refunds so far: the latest counts.
    if (time !== undefined) events.push(transaction("refund", time, -refunded, Date.parse(time)));
  }
  if (stage === "payment" || ((refunded > 0 || unread) && paid !== undefined)) {
    if (paid !== undefined) events.unshift(transaction("payment", paid, amountOf("total_amount")));
  } else if (refunded === 0 && !unread) {
    const time = timeOf(stage === "order" ? "gmt_create" : "gmt_close") ?? timeOf("notify_time");
    // Nothing is paid when a trade is closed that nobody paid.
    const amount = stage === "order" ? amountOf("total_amount") : undefined;
    if (time !== undefined) events.push(transaction(stage, time, amount));
  }
  if (events.length > 0) return { events, setAside };
  const aside = recordAside(
    "gmt_payment",
    "missing-time",
    "nothing that could be read says when it happened",
  );
  return { events, setAside: [...aside.setAside, ...setAside] };
}

/** What a state of a trade tells of. */
const stages = new Map<string, "order" | "payment" | "closed">([
  ["WAIT_BUYER_PAY", "order"],
  ["TRADE_SUCCESS", "payment"],
  ["TRADE_FINISHED", "payment"],
  ["TRADE_CLOSED", "closed"],
]);

/** An amount in yuan, exactly what was written: a text with at most two decimals, whose number is written the same. */
function yuan(text: string): number | undefined {
  if (!/^\d{1,12}(?:\.\d{1,2})?$/.test(text)) return undefined;
  const amount = Number(text);
  const [whole = "", decimals = ""] = text.split(".");
  const exact = `${whole.replace(/^0+(?=\d)/, "")}.${decimals.padEnd(2, "0")}`;
  return amount.toFixed(2) === exact ? amount : undefined;
}

/** Alipay writes the time of Beijing and no zone. */
function beijing(text: string): string | undefined {
  const [, day = "", time = ""] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,3})?)$/.exec(text) ?? [];
  return instantOf(`${day}T${time}+08:00`);
}

/** Alipay's id of its user, or since 2023 the user's id within this application. */
function subjectOf(
  { config, subject }: DecodeContext<AlipayConfig>,
  told: (name: string) => string | undefined,
): string | undefined {
  const user = told("buyer_id");
  if (user !== undefined) return subject("alipay-user", user);
  const open = told("buyer_open_id");
  return open === undefined ? undefined : subject(`openid:${config.app}`, open);
}

function dimensionsOf(
  { dimensions = {} }: AlipayConfig,
  told: (name: string) => string | undefined,
  setAside: SetAside[],
): { readonly [name: string]: string } {
  const found: [string, string][] = [];
  for (const [dimension, parameter] of Object.entries(dimensions)) {
    const value = told(parameter);
    if (value === undefined) continue;
    if (holdsContact(value))
      setAside.push(valueAside(parameter, "contact-detail", "reaches a person: no segment"));
    else found.push([dimension, value]);
  }
  return Object.fromEntries(found);
}
