import { own } from "../authoring/json-value.ts";

/** A review as the feed tells it, with the storefront that it stands in. */
export interface AppStoreReview {
  readonly country: string;
  readonly entry: unknown;
}

/** What a key of an entry says: the feed wraps each in `{ label }`. */
export function labelOf(entry: unknown, ...keys: readonly string[]): unknown {
  let value = entry;
  for (const key of keys) value = own(value, key);
  return own(value, "label");
}

/** Whether an entry is the app itself, which older feeds put before its reviews. */
export function isApp(entry: unknown): boolean {
  return own(entry, "im:rating") === undefined && own(entry, "im:name") !== undefined;
}
