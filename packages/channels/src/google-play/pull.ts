import { type Cursor, cxError, type Page, type PullContext } from "@cxkit/core";
import { isObject, nameOf, own, textOf } from "../authoring/json-value.ts";
import { newestFirst } from "../reviews/newest-first.ts";
import { lastModified, userComment } from "./comment.ts";
import type { GooglePlayConfig } from "./config.ts";
import { asServiceAccount } from "./token.ts";

/** Two days of the week that Google gives: reviews are shown after they were looked at, under the time of writing. */
export const lookback = 172_800;

/** The reviews of the last week, newest first, down to what was read before. */
export function pullGooglePlay(
  context: PullContext<GooglePlayConfig>,
  cursor?: Cursor,
): AsyncIterable<Page<unknown>> {
  return newestFirst<unknown>({
    pages: pagesOf(context),
    known: cursor,
    key: reviewKey,
    time: (review) => lastModified(userComment(review)?.comment),
    lookback,
    now: context.now(),
    cursor: ({ newest, seen }) => ({ newest, seen }),
  });
}

/** What a review is known by while it is read. */
export function reviewKey(review: unknown): string {
  return nameOf(own(review, "reviewId")) ?? "unnamed";
}

async function* pagesOf(context: PullContext<GooglePlayConfig>): AsyncGenerator<readonly unknown[]> {
  const ask = asServiceAccount(context);
  const url = `https://androidpublisher.googleapis.com/androidpublisher/v3/applications/${context.config.package}/reviews`;
  const asked = new Set<string>();
  let token: string | undefined;
  do {
    const page = await ask({
      url,
      query: { maxResults: "100", ...(token !== undefined && { token }) },
      absent: "setup",
    });
    // An app without reviews is an empty object.
    const told = own(page, "reviews") ?? [];
    if (!isObject(page) || !Array.isArray(told) || "error" in page)
      throw bad("something that is no list of reviews");
    yield told as readonly unknown[];
    token = textOf(own(own(page, "tokenPagination"), "nextPageToken"));
    if (token !== undefined && asked.has(token)) throw bad("the same page token twice");
    if (token !== undefined) asked.add(token);
  } while (token !== undefined);
}

function bad(what: string): Error {
  return cxError("unavailable", `androidpublisher.googleapis.com answered with ${what}`, {
    trouble: "bad-data",
  });
}
