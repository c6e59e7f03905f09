import { type Cursor, cxError, type Page, type PullContext, secretText } from "@cxkit/core";
import { getJson, type JsonRequest } from "../authoring/get-json.ts";
import { instantOf } from "../authoring/instant.ts";
import { isObject, own } from "../authoring/json-value.ts";
import type { SurveyMonkeyConfig } from "./config.ts";
import { aboutOf, idOf, isThin, type SurveyMonkeyRecord } from "./record.ts";

const hosts = {
  us: "api.surveymonkey.com",
  eu: "api.eu.surveymonkey.com",
  ca: "api.surveymonkey.ca",
} as const;

/** Responses asked for at once: as many as SurveyMonkey gives. */
const size = 100;

/** An hour: what is told is told by the producer's clock, and not always at once. */
export const lookback = 3600;

/** Asks for the response that a webhook names. */
export async function completed(
  record: SurveyMonkeyRecord,
  context: PullContext<SurveyMonkeyConfig>,
): Promise<SurveyMonkeyRecord> {
  const { survey, response } = aboutOf(own(record, "webhook"));
  // Of another survey, or of nothing: set aside as it is, and nobody is asked.
  if (!isThin(record) || survey !== context.config.survey || response === undefined) return record;
  const told = await ask(context, { url: `${surveyAddress(context)}/responses/${response}/details` });
  if (!isObject(told)) throw bad("something that is no response");
  return { ...record, response: told };
}

/**
 * Responses in the order of their last change, oldest first. Each page begins a second before the end of the one before: whoever changes
 * a response meanwhile moves it to the end, and numbered pages would skip what comes after it.
 *
 * @yields each page, with where to go on after it
 * @throws {CxError} `unavailable` when the same page comes under the next number
 */
export async function* pullResponses(
  context: PullContext<SurveyMonkeyConfig>,
  cursor?: Cursor,
): AsyncGenerator<Page<SurveyMonkeyRecord>> {
  const latest = Date.parse(context.now()) + 86_400_000;
  const known = modifiedOf(cursor, "modified");
  // A time far ahead is a mistake, and no place to go on from.
  let newest = known !== undefined && known <= latest ? known : -Infinity;
  let since = newest - lookback * 1000;
  let number = 1;
  let told = new Map<string, number>();
  let before = "";
  for (;;) {
    const page = await ask(context, {
      url: `${surveyAddress(context)}/responses/bulk`,
      query: {
        per_page: String(size),
        page: String(number),
        sort_by: "date_modified",
        sort_order: "ASC",
        ...(since > 0 && { start_modified_at: `${new Date(since).toISOString().slice(0, 19)}+00:00` }),
      },
      absent: "setup",
    });
    const data = own(page, "data");
    if (!Array.isArray(data)) throw bad("something that is no list of responses");
    const responses = data as readonly unknown[];
    const ids = responses.map((response) => idOf(own(response, "id")) ?? "").join();
    // It would go on for ever.
    if (number > 1 && responses.length > 0 && ids === before) throw bad("one page under two numbers");
    before = ids;
    let last = -Infinity;
    const records = responses.flatMap((response): SurveyMonkeyRecord[] => {
      const modified = modifiedOf(response, "date_modified");
      const name = `${idOf(own(response, "id")) ?? ""}@${modified}`;
      if (modified === undefined) return [{ response }];
      if (modified <= latest) last = Math.max(last, modified);
      if (told.has(name)) return [];
      told.set(name, modified);
      return [{ response }];
    });
    newest = Math.max(newest, last);
    yield {
      records,
      ...(newest > -Infinity && { cursor: { modified: new Date(newest).toISOString() } }),
    };
    if (responses.length === 0 || own(own(page, "links"), "next") === undefined) return;
    if (last - 1000 > since) {
      since = last - 1000;
      number = 1;
      told = new Map([...told].filter(([, modified]) => modified >= since));
    } else {
      // More in one second than a page holds.
      number += 1;
    }
  }
}

/** The id of a response, wherever it stands. */
export function responseKey(record: SurveyMonkeyRecord): string {
  const id = idOf(own(own(record, "response"), "id")) ?? aboutOf(own(record, "webhook")).response;
  return id ?? "unnamed";
}

function ask(context: PullContext<SurveyMonkeyConfig>, request: JsonRequest): Promise<unknown> {
  const [token] = context.secrets["token"] ?? [];
  if (!token)
    throw cxError("invalid-setup", "the access token is missing", { path: "secrets.token", trouble: "auth" });
  return getJson(context, { ...request, headers: { authorization: secretText`Bearer ${token}` } });
}

function surveyAddress({ config }: PullContext<SurveyMonkeyConfig>): string {
  return `https://${hosts[config.region ?? "us"]}/v3/surveys/${config.survey}`;
}

function modifiedOf(value: unknown, key: string): number | undefined {
  const told = own(value, key);
  const instant = instantOf(told);
  return instant === undefined ? undefined : Date.parse(instant);
}

function bad(what: string): Error {
  return cxError("unavailable", `SurveyMonkey answered with ${what}`, { trouble: "bad-data" });
}
