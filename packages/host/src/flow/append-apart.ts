import { isCxError, type Json, type Store } from "@cxkit/core";
import { type Again, type AppendedPage, appendPage, type PlacedEvent } from "./append.ts";

/** Why an event is set aside over which the store itself fails. */
export const storeFailed = "store-failed";

/**
 * Appends a page as `appendPage` does, and where the store fails over it, event by event: what makes it fail is set aside, and holds up
 * nothing that comes after. A store that is down, or broken, fails as before.
 *
 * @throws what the store throws, when not even the cursor can be written; nothing is lost then, and all of it is tried again
 */
export async function appendApart(
  store: Store,
  page: readonly PlacedEvent[],
  cursor: { readonly stream: string; readonly value: Json },
  again: Again | undefined,
): Promise<AppendedPage> {
  try {
    return await appendPage(store, page, cursor, again);
  } catch (thrown) {
    if (isCxError(thrown, "unavailable") || page.length === 0) throw thrown;
    const before = { stream: cursor.stream, value: await store.cursor(cursor.stream) };
    // Runs of the page may be in the store already.
    const retried = again ?? { before: new Set<string>() };
    const parts: AppendedPage[] = [];
    for (const placed of page) parts.push(await appendOne(store, placed, before, retried));
    // A store that is broken does not take this either.
    await store.append([], cursor);
    return {
      fresh: parts.flatMap(({ fresh }) => fresh),
      duplicates: parts.flatMap(({ duplicates }) => duplicates),
      conflicts: parts.flatMap(({ conflicts }) => conflicts),
      setAside: parts.flatMap(({ setAside }) => setAside),
    };
  }
}

async function appendOne(
  store: Store,
  placed: PlacedEvent,
  cursor: { readonly stream: string; readonly value: Json },
  again: Again | undefined,
): Promise<AppendedPage> {
  try {
    return await appendPage(store, [placed], cursor, again);
  } catch (thrown) {
    if (isCxError(thrown, "unavailable")) throw thrown;
    const setAside = [{ placed, path: "record", reason: storeFailed }];
    return { fresh: [], duplicates: [], conflicts: [], setAside };
  }
}
