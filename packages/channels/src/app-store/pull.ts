import { type Cursor, cxError, isCxError, type Page, type PullContext } from "@cxkit/core";
import { getJson } from "../authoring/get-json.ts";
import { instantOf } from "../authoring/instant.ts";
import { isObject, nameOf, own } from "../authoring/json-value.ts";
import { newestFirst, type ReadSoFar } from "../reviews/newest-first.ts";
import type { AppStoreConfig } from "./config.ts";
import { type AppStoreReview, isApp, labelOf } from "./entry.ts";

/** Two days: reviews are shown after they were looked at, under the time of writing. */
export const lookback = 172_800;

/** Pages that the feed has at most. */
const lastPage = 10;

/**
 * The storefronts one after the other, each newest first, down to what was read before.
 *
 * @yields each page with what is new on it; the last of a storefront with where to go on
 */
export async function* pullAppStore(
  context: PullContext<AppStoreConfig>,
  cursor?: Cursor,
): AsyncGenerator<Page<AppStoreReview>> {
  const { config, now } = context;
  const known = own(cursor, "countries");
  const read: { [country: string]: unknown } = {};
  for (const country of config.countries) {
    const before = own(known, country);
    if (before !== undefined) read[country] = before;
  }
  let refused: unknown;
  for (const country of config.countries) {
    try {
      yield* newestFirst({
        pages: pagesOf(context, country),
        known: read[country],
        key: reviewKey,
        time: ({ entry }) => instantOf(labelOf(entry, "updated")),
        lookback,
        now: now(),
        cursor(here: ReadSoFar): Cursor {
          read[country] = here;
          return { countries: { ...read } } as unknown as Cursor;
        },
      });
    } catch (thrown) {
      // A storefront that there is not keeps nobody from the others; one that is down asks for patience.
      if (!isCxError(thrown, "invalid-setup")) throw thrown;
      refused ??= thrown;
    }
  }
  if (refused !== undefined) throw refused;
}

/** What a review is known by while it is read. */
export function reviewKey({ country, entry }: AppStoreReview): string {
  return nameOf(labelOf(entry, "id")) ?? `${country}/unnamed`;
}

// Pages until one is empty. The feed's own word for the last one has been wrong: it is believed only where it says that there are more.
async function* pagesOf(
  context: PullContext<AppStoreConfig>,
  country: string,
): AsyncGenerator<readonly AppStoreReview[]> {
  const { app } = context.config;
  for (let page = 1; page <= lastPage; page += 1) {
    const url = `https://itunes.apple.com/${country}/rss/customerreviews/page=${page}/id=${app}/sortby=mostrecent/json`;
    const feed = own(await getJson(context, { url, absent: "setup" }), "feed");
    if (!isObject(feed))
      throw cxError("unavailable", "itunes.apple.com answered with something that is no feed", {
        trouble: "bad-data",
      });
    const told = own(feed, "entry");
    const entries: readonly unknown[] = Array.isArray(told) ? told : told === undefined ? [] : [told];
    const reviews = entries.filter((entry) => !isApp(entry)).map((entry) => ({ country, entry }));
    yield reviews;
    if (reviews.length === 0 && page >= lastOf(feed)) return;
  }
}

/** The number of the page that the feed calls its last. */
function lastOf(feed: unknown): number {
  const links = own(feed, "link");
  const last = (Array.isArray(links) ? (links as readonly unknown[]) : [])
    .map((link) => own(link, "attributes"))
    .find((attributes) => own(attributes, "rel") === "last");
  const href = own(last, "href");
  const [, page] = (typeof href === "string" && /\/page=(\d{1,3})\//.exec(href)) || [];
  return page === undefined ? 0 : Number(page);
}
