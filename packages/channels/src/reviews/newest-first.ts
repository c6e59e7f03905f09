import type { Cursor, Instant, Page } from "@cxkit/core";
import { isObject, own } from "../authoring/json-value.ts";

/** How far a list that comes newest first was read: plain JSON, part of a cursor. */
export interface ReadSoFar {
  /** The newest time in it; what is older by more than the lookback does not come again. */
  readonly newest: Instant;
  /** What was handed out within the lookback, each as `key@time`: edits have another time, and come. */
  readonly seen: readonly string[];
}

/** A list whose newest things come first. */
export interface NewestFirst<Raw> {
  readonly pages: AsyncIterable<readonly Raw[]>;
  /** Where the last read ended; anything else than what this function gave reads everything. */
  readonly known: unknown;
  /** Identity of a thing. */
  key(raw: Raw): string;
  /** When it was told or changed, as an instant; `undefined` for what is to be set aside. */
  time(raw: Raw): Instant | undefined;
  /** Seconds that are read again, because things arrive late. */
  readonly lookback: number;
  readonly now: Instant;
  /** Makes the cursor of all lists of what is known of this one. */
  cursor(read: ReadSoFar): Cursor;
}

/** Keys remembered at most; beyond them, what was handed out comes again and changes nothing. */
const most = 1000;
/** A time further ahead than this is a mistake, and no place to go on from. */
const ahead = 86_400_000;

/**
 * Reads a list that comes newest first down to what was read before. The cursor moves with the last page alone: whoever stops half-way
 * begins anew, since what was not reached lies behind what was.
 *
 * @yields each page with what is new on it
 */
export async function* newestFirst<Raw>(list: NewestFirst<Raw>): AsyncGenerator<Page<Raw>> {
  const { pages, key, time, lookback, now } = list;
  const latest = Date.parse(now) + ahead;
  const known = knownOf(list.known, latest);
  const since = known ? Date.parse(known.newest) - lookback * 1000 : -Infinity;
  const before = new Set(known?.seen);
  const told = new Map<string, number>();
  let newest = known ? Date.parse(known.newest) : -Infinity;
  let held: readonly Raw[] | undefined;
  for await (const page of pages) {
    if (held) yield { records: held };
    let recent = page.length === 0;
    const fresh = page.filter((raw) => {
      const at = time(raw);
      if (at === undefined) {
        recent = true;
        return true;
      }
      const instant = Date.parse(at);
      // Everything older was read by the run before this one.
      if (instant < since) return false;
      recent = true;
      if (instant <= latest) newest = Math.max(newest, instant);
      const name = `${key(raw)}@${instant}`;
      // The list moves on while it is read: a thing can stand on two pages.
      const again = before.has(name) || told.has(name);
      told.set(name, instant);
      return !again;
    });
    held = fresh;
    if (!recent && known) break;
  }
  if (held === undefined) return;
  if (newest === -Infinity) {
    yield { records: held };
    return;
  }
  const kept = [...told].filter(([, at]) => at >= newest - lookback * 1000).slice(0, most);
  yield {
    records: held,
    cursor: list.cursor({
      newest: new Date(newest).toISOString(),
      seen: kept.map(([name]) => name).toSorted(),
    }),
  };
}

function knownOf(cursor: unknown, latest: number): ReadSoFar | undefined {
  if (!isObject(cursor)) return undefined;
  const [newest, seen] = [own(cursor, "newest"), own(cursor, "seen")];
  if (typeof newest !== "string" || !Array.isArray(seen)) return undefined;
  const at = Date.parse(newest);
  if (Number.isNaN(at) || at > latest) return undefined;
  return { newest, seen: seen.filter((name) => typeof name === "string") };
}
