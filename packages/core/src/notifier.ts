import type { Estimate } from "./estimate.ts";
import type { Instant } from "./json.ts";
import type { StandardSchema } from "./standard-schema.ts";

/** Where alerts go. `deliver` may be called again with the same `idempotencyKey`; the receiver hears it once. */
export interface Notifier<Config = unknown> {
  readonly id: string;
  readonly title: string;
  readonly config: StandardSchema<unknown, Config>;
  deliver(notification: Notification, config: Config): Promise<Receipt>;
}

/** What somebody is told: the value with its interval and base, since when, the words, the link. */
export interface Notification {
  readonly idempotencyKey: string;
  readonly title: string;
  readonly estimate?: Estimate;
  readonly since: Instant;
  readonly verbatim?: string;
  readonly link?: string;
}

/** What became of a notification. */
export type Receipt =
  | { readonly delivered: true; readonly reference?: string }
  | { readonly delivered: false; readonly retryAfter?: number; readonly reason: string };
