import { basicAuth, cxError, type PullContext } from "@cxkit/core";
import { getJson } from "../authoring/get-json.ts";
import { isObject } from "../authoring/json-value.ts";
import type { TwilioSmsConfig } from "./config.ts";
import { isSid, isThin, messageIn } from "./message.ts";

/** The message of a form with its time, which the form leaves out. */
export async function withTime(raw: unknown, context: PullContext<TwilioSmsConfig>): Promise<unknown> {
  const { sid, account } = messageIn(raw) ?? {};
  if (!isThin(raw) || !isSid(sid, "SM", "MM") || !isSid(account, "AC")) return raw;
  const [token] = context.secrets["authToken"] ?? [];
  if (!token) {
    throw cxError("invalid-setup", "a message's time is asked with the account's token", {
      path: "secrets.authToken",
    });
  }
  const message = await getJson(context, {
    url: `https://api.twilio.com/2010-04-01/Accounts/${account}/Messages/${sid}.json`,
    headers: { authorization: basicAuth(account, token) },
  });
  if (!isObject(message)) {
    throw cxError("unavailable", "api.twilio.com answered with no message", { trouble: "bad-data" });
  }
  // The rest of it is in the form, or nobody's business.
  return { form: raw.form, message: { date_created: message["date_created"] ?? null } };
}
