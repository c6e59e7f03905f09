import {
  type Cursor,
  cxError,
  type CxTrouble,
  type Page,
  type PullContext,
  type Secret,
  secretText,
} from "@cxkit/core";
import { getJson } from "../authoring/get-json.ts";
import { isObject, own, textOf } from "../authoring/json-value.ts";
import type { WecomConfig } from "./config.ts";
import type { WecomRecord } from "./record.ts";

const origin = "https://qyapi.weixin.qq.com/cgi-bin";
/** Records on a page: the most that WeCom gives. */
const most = 1000;
/** Under this name stands the cursor of all accounts as one. */
const every = "*";
const expired = new Set([40_014, 42_001]);
/** What to do about an `errcode`; others are tried again. */
const troubles = new Map<number, CxTrouble>([
  [-1, "vendor"],
  [40_001, "auth"],
  [40_013, "auth"],
  [40_014, "auth"],
  [41_001, "auth"],
  [42_001, "auth"],
  [45_009, "rate-limited"],
  [45_033, "rate-limited"],
  [48_002, "permission"],
  [60_011, "permission"],
  [60_020, "permission"],
  [95_000, "not-found"],
]);

/**
 * Messages of customer service since the cursor, an account after the other, oldest first; without a cursor, of the last three days.
 *
 * @yields a page as WeCom gives it, with the cursors of all accounts
 * @throws {CxError} `unavailable` or `invalid-setup`, by what `errcode` says
 */
export async function* pullMessages(
  context: PullContext<WecomConfig>,
  cursor?: Cursor,
): AsyncIterable<Page<WecomRecord>> {
  const cursors = new Map(cursorsOf(cursor));
  for (const account of context.config.accounts ?? [every]) {
    let more = true;
    while (more) {
      const before = cursors.get(account);
      const answer = await asked(context, account, before);
      const list = own(answer, "msg_list");
      const next = textOf(own(answer, "next_cursor")) ?? before;
      more = own(answer, "has_more") === 1;
      if (more && next === before)
        throw cxError("unavailable", "WeCom says that there is more, and gives no new cursor", {
          trouble: "bad-data",
        });
      if (next !== undefined) cursors.set(account, next);
      const records = (Array.isArray(list) ? (list as readonly unknown[]) : []).map(
        (value) => ({ from: "customer-service", value }) as const,
      );
      if (records.length > 0 || next !== before) yield { records, cursor: Object.fromEntries(cursors) };
    }
  }
}

async function asked(
  context: PullContext<WecomConfig>,
  account: string,
  cursor: string | undefined,
): Promise<unknown> {
  const first = await accessToken(context);
  const answer = await synced(context, account, cursor, first);
  if (!expired.has(codeOf(answer))) return checked(answer);
  // Another program may have fetched a newer one, which ends this one early.
  return checked(await synced(context, account, cursor, await accessToken(context, first)));
}

async function accessToken(
  { config, secrets, token }: PullContext<WecomConfig>,
  refused?: Secret,
): Promise<Secret> {
  const secret = secrets["corpSecret"]?.[0];
  if (!secret)
    throw cxError("invalid-setup", "is missing: messages of customer service are pulled with it", {
      path: "secrets.corpSecret",
    });
  return token({
    name: "access_token",
    request: {
      method: "GET",
      url: `${origin}/gettoken`,
      query: { corpid: config.corp, corpsecret: secretText`${secret}` },
    },
    value: "access_token",
    seconds: "expires_in",
    problem: "errcode",
    again: [-1, 45_009, 45_033],
    ...(refused && { refused }),
  });
}

function synced(
  context: PullContext<WecomConfig>,
  account: string,
  cursor: string | undefined,
  token: Secret,
): Promise<unknown> {
  return getJson(context, {
    method: "POST",
    url: `${origin}/kf/sync_msg`,
    query: { access_token: secretText`${token}` },
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      ...(cursor !== undefined && { cursor }),
      limit: most,
      ...(account !== every && { open_kfid: account }),
    }),
    absent: "setup",
  });
}

/** The answer, unless it is an error inside a 200. */
function checked(answer: unknown): unknown {
  const code = codeOf(answer);
  if (code === 0) return answer;
  const trouble = Number.isNaN(code) ? "bad-data" : (troubles.get(code) ?? "vendor");
  const setup = trouble === "auth" || trouble === "permission" || trouble === "not-found";
  // Not its errmsg: that may quote what was sent.
  throw cxError(setup ? "invalid-setup" : "unavailable", `qyapi.weixin.qq.com answered errcode ${code}`, {
    trouble,
  });
}

function codeOf(answer: unknown): number {
  const code = own(answer, "errcode");
  return typeof code === "number" ? code : Number.NaN;
}

function cursorsOf(cursor: Cursor | undefined): [string, string][] {
  if (!isObject(cursor)) return [];
  return Object.entries(cursor).flatMap(([account, value]): [string, string][] =>
    typeof value === "string" ? [[account, value]] : [],
  );
}
