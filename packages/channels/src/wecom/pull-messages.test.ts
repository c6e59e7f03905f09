import { type Cursor, filledRequest, type HttpRequest } from "@cxkit/core";
import { createPullContext } from "@cxkit/core/context";
import { secretOf } from "@cxkit/signing";
import { describe, expect, it } from "vitest";
import { customerMessage } from "../fixtures/wecom-messages.ts";
import type { WecomConfig } from "./config.ts";
import { pullMessages } from "./pull-messages.ts";
import type { WecomRecord } from "./record.ts";

interface Desk {
  /** What `kf/sync_msg` answers, one after the other; the last again and again. */
  readonly answers: readonly object[];
  readonly config?: WecomConfig;
  readonly cursor?: Cursor;
  readonly gettoken?: object;
}

/** Customer service of a corporation that does not exist: tokens that are counted, and answers in their order. */
function desk({ answers, config = { corp: "ww1" }, cursor, gettoken }: Desk) {
  const asked: { readonly url: string; readonly body: unknown }[] = [];
  let tokens = 0;
  let at = 0;
  const http = (request: HttpRequest) => {
    const { url, body } = filledRequest(request);
    const text = typeof body === "string" ? body : "{}";
    if (url.includes("/gettoken")) {
      asked.push({ url, body: null });
      tokens += 1;
      return answered(gettoken ?? { errcode: 0, access_token: `token-${tokens}`, expires_in: 7200 });
    }
    asked.push({ url, body: JSON.parse(text) as unknown });
    const answer = answers[Math.min(at, answers.length - 1)] ?? {};
    at += 1;
    return answered(answer);
  };
  const context = createPullContext(config, {
    http,
    secrets: { corpSecret: [secretOf("c0rp-s3cret", "env:CORP")] },
    secretOf,
    now: () => "2026-03-01T09:30:00Z",
  });
  const pages = async () => {
    const all: { records: readonly WecomRecord[]; cursor?: Cursor }[] = [];
    for await (const page of pullMessages(context, cursor)) all.push(page);
    return all;
  };
  return { asked, pages };
}

const answered = (answer: object) =>
  Promise.resolve({ status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify(answer)) });
const page = (from: number, next: string, more: 0 | 1) => ({
  errcode: 0,
  errmsg: "ok",
  next_cursor: next,
  has_more: more,
  msg_list: [customerMessage(from), customerMessage(from + 1)],
});

describe("pullMessages", () => {
  it("goes on while there is more, and its cursor covers what was handed out", async () => {
    const { asked, pages } = desk({
      answers: [
        page(1, "a", 1),
        { errcode: 0, next_cursor: "b", has_more: 1, msg_list: [] },
        page(3, "c", 0),
      ],
    });
    const all = await pages();
    expect(all.map(({ cursor, records }) => [cursor, records.length])).toEqual([
      [{ "*": "a" }, 2],
      [{ "*": "b" }, 0],
      [{ "*": "c" }, 2],
    ]);
    expect(asked.map(({ url }) => new URL(url).pathname)).toEqual([
      "/cgi-bin/gettoken",
      ...Array.from({ length: 3 }, () => "/cgi-bin/kf/sync_msg"),
    ]);
    expect(asked[0]?.url).toContain("corpid=ww1&corpsecret=c0rp-s3cret");
    expect(asked[1]).toMatchObject({
      url: expect.stringContaining("access_token=token-1") as string,
      body: { limit: 1000 },
    });
    expect(asked[3]?.body).toMatchObject({ cursor: "b" });
  });

  it("goes on from its cursor, which is plain JSON, and says nothing when nothing is new", async () => {
    const cursor = JSON.parse(JSON.stringify({ "*": "c" })) as Cursor;
    const { asked, pages } = desk({
      answers: [{ errcode: 0, next_cursor: "c", has_more: 0, msg_list: [] }],
      cursor,
    });
    expect(await pages()).toEqual([]);
    expect(asked[1]?.body).toMatchObject({ cursor: "c" });
  });

  it("asks for each account with a cursor of its own", async () => {
    const config = { corp: "ww1", accounts: ["wk1", "wk2"] };
    const { asked, pages } = desk({
      answers: [page(1, "a", 0), page(3, "b", 0)],
      config,
      cursor: { wk2: "before" },
    });
    expect((await pages()).at(-1)?.cursor).toEqual({ wk1: "a", wk2: "b" });
    expect(asked.slice(1).map(({ body }) => body)).toEqual([
      { limit: 1000, open_kfid: "wk1" },
      { cursor: "before", limit: 1000, open_kfid: "wk2" },
    ]);
  });

  it("takes a cursor that is none for no cursor", async () => {
    for (const cursor of [7, "a", null, ["a"], { "*": 7 }] as Cursor[]) {
      const { asked, pages } = desk({ answers: [page(1, "a", 0)], cursor });
      await pages();
      expect(asked[1]?.body).toEqual({ limit: 1000 });
    }
  });

  it.each([42_001, 40_014])("fetches one token more when the one is over: %i", async (errcode) => {
    const { asked, pages } = desk({ answers: [{ errcode }, page(1, "a", 0)] });
    expect(await pages()).toHaveLength(1);
    expect(asked.map(({ url }) => new URL(url).searchParams.get("access_token"))).toEqual([
      null,
      "token-1",
      null,
      "token-2",
    ]);
    const never = desk({ answers: [{ errcode }] });
    await expect(never.pages()).rejects.toMatchObject({ code: "invalid-setup", place: { trouble: "auth" } });
    expect(never.asked).toHaveLength(4);
  });

  it.each([
    [45_009, "unavailable", "rate-limited"],
    [-1, "unavailable", "vendor"],
    [40_001, "invalid-setup", "auth"],
    [60_020, "invalid-setup", "permission"],
    [95_000, "invalid-setup", "not-found"],
    [99_999, "unavailable", "vendor"],
  ])("says what to do about errcode %i inside a 200", async (errcode, code, trouble) => {
    const { pages } = desk({ answers: [{ errcode, errmsg: "hint: [token-1]" }] });
    const thrown = await pages().catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      code,
      place: { trouble },
      message: expect.not.stringMatching(/token-1|s3cret/) as string,
    });
  });

  it("says when the secret is refused, when there is none, and when the answer is nonsense", async () => {
    const refused = desk({
      answers: [],
      gettoken: { errcode: 40_001, errmsg: "invalid credential c0rp-s3cret" },
    });
    await expect(refused.pages()).rejects.toMatchObject({
      code: "invalid-setup",
      place: { trouble: "auth" },
    });
    await expect(refused.pages()).rejects.not.toThrow("s3cret");
    const busy = desk({ answers: [], gettoken: { errcode: -1, errmsg: "system busy" } });
    await expect(busy.pages()).rejects.toMatchObject({ code: "unavailable" });
    const bare = pullMessages(createPullContext({ corp: "ww1" }, { secretOf }));
    await expect(bare[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      place: { path: "secrets.corpSecret" },
    });
    const odd = desk({ answers: [{ errcode: "none" }] });
    await expect(odd.pages()).rejects.toMatchObject({ code: "unavailable", place: { trouble: "bad-data" } });
  });

  it("stops when there is said to be more and the cursor stays", async () => {
    const { asked, pages } = desk({ answers: [page(1, "a", 1)] });
    await expect(pages()).rejects.toMatchObject({ code: "unavailable", place: { trouble: "bad-data" } });
    expect(asked.length).toBeLessThan(5);
  });
});
