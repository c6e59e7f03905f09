import { type Cursor, filledRequest, type HttpRequest } from "@cxkit/core";
import { createContext, createPullContext } from "@cxkit/core/context";
import { secretOf } from "@cxkit/signing";
import { describe, expect, it } from "vitest";
import { answering, pagesOf } from "../fixtures/http-answers.ts";
import { surveyMonkeyEvent, surveyMonkeyResponse } from "../fixtures/surveymonkey-responses.ts";
import { surveyMonkey, type SurveyMonkeyConfig, type SurveyMonkeyRecord } from "../surveymonkey.ts";

const config: SurveyMonkeyConfig = { survey: "105723396" };
const now = () => "2026-03-02T00:00:00Z";
type Response = ReturnType<typeof surveyMonkeyResponse>;

function asking(answer: (url: URL) => unknown, of = config) {
  const sent: string[] = [];
  const { http, asked } = answering((url) => {
    const body = answer(url);
    return typeof body === "number" ? { status: body, headers: { "retry-after": "30" }, body: {} } : { body };
  });
  const secrets = { token: [secretOf("t0ken", "env:SM_TOKEN")] };
  const kept = (request: HttpRequest) => {
    sent.push(filledRequest(request).headers["authorization"] ?? "");
    return http(request);
  };
  return { asked, sent, context: createPullContext(of, { http: kept, now, secrets }) };
}

describe("surveyMonkey completes what a webhook only names", () => {
  const complete = (record: SurveyMonkeyRecord, answer: (url: URL) => unknown, of = config) => {
    const { context, asked, sent } = asking(answer, of);
    return { record: surveyMonkey.hydrate!.complete(record, context), asked, sent };
  };
  const thin = { webhook: surveyMonkeyEvent(1) };

  it.each([
    "response_created",
    "response_updated",
    "response_completed",
    "response_disqualified",
    "response_overquota",
    "response_moved",
  ])("%s, with the response as it stands", async (type) => {
    const record = { webhook: surveyMonkeyEvent(1, type) };
    expect(surveyMonkey.hydrate?.needs(record)).toBe(true);
    const { record: whole, asked, sent } = complete(record, () => surveyMonkeyResponse(1));
    expect(surveyMonkey.hydrate?.needs(await whole)).toBe(false);
    const { events } = surveyMonkey.decode(await whole, createContext(config));
    expect(events).toMatchObject([{ type: "survey.responded", key: "5007154321" }]);
    expect(asked).toEqual(["https://api.surveymonkey.com/v3/surveys/105723396/responses/5007154321/details"]);
    expect(sent).toEqual(["Bearer t0ken"]);
  });

  it.each([
    ["eu", "api.eu.surveymonkey.com"],
    ["ca", "api.surveymonkey.ca"],
  ] as const)("in the region %s from %s", async (region, host) => {
    const { record, asked } = complete(thin, () => surveyMonkeyResponse(1), { ...config, region });
    await record;
    expect(asked[0]).toContain(`https://${host}/v3/`);
  });

  it("asks nobody for what is gone, for other surveys, and for what is no response", async () => {
    for (const event of [
      surveyMonkeyEvent(1, "response_deleted"),
      surveyMonkeyEvent(1, "response_completed", { resources: { survey_id: "4" } }),
      surveyMonkeyEvent(1, "response_completed", {
        object_id: "../4",
        resources: { survey_id: "105723396" },
      }),
      surveyMonkeyEvent(1, "collector_created"),
    ]) {
      const { record, asked } = complete({ webhook: event }, () => 500);
      expect(await record).toEqual({ webhook: event });
      expect(asked).toEqual([]);
    }
  });

  it.each([
    [404, { code: "invalid-event", place: { trouble: "not-found" } }],
    [429, { code: "unavailable", place: { trouble: "rate-limited", retryAfter: 30 } }],
    [503, { code: "unavailable", place: { trouble: "vendor" } }],
    [401, { code: "invalid-setup", place: { trouble: "auth" } }],
    [403, { code: "invalid-setup", place: { trouble: "permission" } }],
  ])("answers %d with what to do about it", async (status, error) => {
    await expect(complete(thin, () => status).record).rejects.toMatchObject(error);
  });

  it("says that the token is missing", async () => {
    const context = createPullContext(config, { http: () => Promise.reject(new Error("asked")), now });
    await expect(surveyMonkey.hydrate!.complete(thin, context)).rejects.toMatchObject({
      code: "invalid-setup",
      place: { path: "secrets.token" },
    });
  });
});

describe("surveyMonkey pulls responses", () => {
  /** A producer with pages of two, in the order of the last change. */
  const producer = (all: () => readonly Response[]) => (url: URL) => {
    const since = Date.parse(url.searchParams.get("start_modified_at") ?? "1970-01-01T00:00:00Z");
    const page = Number(url.searchParams.get("page"));
    const theirs = all()
      .filter((response) => Date.parse(response.date_modified) >= since)
      .toSorted((a, b) => Date.parse(a.date_modified) - Date.parse(b.date_modified));
    const more = theirs.length > page * 2;
    return { data: theirs.slice(page * 2 - 2, page * 2), links: more ? { next: "there is more" } : {} };
  };
  const pull = async (answer: (url: URL) => unknown, cursor?: Cursor) => {
    const { context, asked } = asking(answer);
    const pages = await pagesOf(surveyMonkey.streams?.["responses"]?.pull(context, cursor));
    const keys = pages.flatMap(({ records }) =>
      records.map((record) => (record.response as Response).id.slice(-1)),
    );
    return { keys, asked, cursor: pages.at(-1)?.cursor };
  };

  it("in the order of their change, with a cursor behind each page", async () => {
    const all = [1, 2, 3, 4, 5].map((number) => surveyMonkeyResponse(number));
    const { keys, cursor, asked } = await pull(producer(() => all));
    expect(keys).toEqual(["1", "2", "3", "4", "5"]);
    expect(cursor).toEqual({ modified: "2026-03-01T09:35:00.000Z" });
    const first = new URL(asked[0] ?? "").searchParams;
    expect(Object.fromEntries(first)).toEqual({
      per_page: "100",
      page: "1",
      sort_by: "date_modified",
      sort_order: "ASC",
    });
  });

  it("from an hour before the last one on", async () => {
    const { asked, keys } = await pull(
      producer(() => [surveyMonkeyResponse(9)]),
      {
        modified: "2026-03-01T09:35:00.000Z",
      },
    );
    expect(new URL(asked[0] ?? "").searchParams.get("start_modified_at")).toBe("2026-03-01T08:35:00+00:00");
    expect(keys).toEqual(["9"]);
  });

  it("and skips none that stands behind one which is changed meanwhile", async () => {
    const all = [1, 2, 3, 4].map((number) => surveyMonkeyResponse(number));
    let calls = 0;
    const { keys } = await pull((url) => {
      calls += 1;
      // The first of all is edited while the second page is asked for, and goes to the end.
      if (calls === 2) all[0] = surveyMonkeyResponse(1, { at: "2026-03-01T10:00:00+00:00" });
      return producer(() => all)(url);
    });
    expect(keys).toEqual(["1", "2", "3", "4", "1"]);
  });

  it("also where more were changed in one second than a page holds", async () => {
    const all = [1, 2, 3, 4, 5].map((number) =>
      surveyMonkeyResponse(number, { at: "2026-03-01T09:30:00+00:00" }),
    );
    expect((await pull(producer(() => all))).keys.toSorted()).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("and begins each time from the first page again", async () => {
    const all = [1, 2, 3, 4, 5, 6, 7].map((number) =>
      surveyMonkeyResponse(number, { at: `2026-03-01T09:3${Math.max(3, number)}:00+00:00` }),
    );
    expect((await pull(producer(() => all))).keys).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  });

  it("whether or not the producer takes in the second that it is given", async () => {
    const all = [1, 2, 3, 4].map((number) =>
      surveyMonkeyResponse(number, { at: `2026-03-01T09:30:0${Math.min(2, number)}+00:00` }),
    );
    const later = (url: URL) => {
      const since = url.searchParams.get("start_modified_at");
      const after = all.filter((response) => since === null || response.date_modified > since);
      return producer(() => after)(url);
    };
    expect((await pull(later)).keys).toEqual(["1", "2", "3", "4"]);
  });

  it.each([[{ modified: "2030-01-01T00:00:00Z" }], [{ modified: 4 }], ["2026-03-01T09:35:00Z"], [null]])(
    "from the beginning, from the cursor %j, which is none",
    async (cursor) => {
      expect(
        (
          await pull(
            producer(() => [surveyMonkeyResponse(1)]),
            cursor,
          )
        ).keys,
      ).toEqual(["1"]);
    },
  );

  it("and comes to an end where the producer takes no notice of the time", async () => {
    const all = [1, 2, 3, 4, 5].map((number) => surveyMonkeyResponse(number));
    const deaf = (url: URL) => {
      url.searchParams.delete("start_modified_at");
      return producer(() => all)(url);
    };
    expect(new Set((await pull(deaf)).keys)).toEqual(new Set(["1", "2", "3", "4", "5"]));
  });

  it.each([["2026-03-01T09:30:00+00:00"], ["soon"]])(
    "and gives up where every number is one page, changed at %s",
    async (at) => {
      const page = { data: [surveyMonkeyResponse(1, { at })], links: { next: "there is more" } };
      await expect(pull(() => page)).rejects.toMatchObject({
        code: "unavailable",
        place: { trouble: "bad-data" },
      });
    },
  );

  it("a list that is none is no end", async () => {
    await expect(pull(() => ({ error: {} }))).rejects.toMatchObject({ code: "unavailable" });
  });
});
