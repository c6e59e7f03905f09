/** What goes wrong at one call. Plain data, so that it can be printed and read again. */
export type Fault =
  /** A status of its own, with a `retry-after` as text. */
  | { readonly is: "status"; readonly status: number; readonly retryAfter?: string }
  /** The answer cut in half; something that is no JSON; a page for people; nothing. All with 200. */
  | { readonly is: "truncated" | "not-json" | "html" | "empty" }
  /** As the producer refuses: not believed, no longer believed, not allowed, too much, its own error, each as `refusals` says. */
  | { readonly is: Refusal }
  /** Nothing comes until the network gives up; nobody is there. */
  | { readonly is: "slow" | "offline" }
  /** Sent elsewhere. */
  | { readonly is: "redirect"; readonly to: string }
  /** An error that repeats the request with everything in it. */
  | { readonly is: "echo" }
  /** The token is no longer good. */
  | { readonly is: "token-expired" };

/** How producers say no. */
export type Refusal = "wrong-secret" | "revoked" | "scope" | "limited" | "broken";

/** What happens at which call of the list, counted from 1. */
export interface VendorScript {
  readonly faults?: readonly { readonly call: number; readonly fault: Fault; readonly forever?: true }[];
  /** The producer gives other pages from a call on. */
  readonly pageSize?: { readonly call: number; readonly size: number };
  /** From a call on, the answer of the call before, again and again. */
  readonly repeats?: { readonly call: number };
  /** Just before a call, a row comes: its number, and how many milliseconds after the base it happened; or rows go. */
  readonly changes?: readonly {
    readonly call: number;
    readonly insert?: { readonly n: number; readonly at: number };
    readonly remove?: number;
  }[];
  /** What is garbage among the rows, by number. */
  readonly garbage?: readonly number[];
}

/** A script in one line. */
export function scriptText(script: VendorScript): string {
  return Object.keys(script).length === 0 ? "a producer in good order" : JSON.stringify(script);
}
