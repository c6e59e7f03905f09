/** A request of ours to somebody else. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Uint8Array;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
}

/** What somebody else answered. */
export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array;
}

/**
 * The network, as a parameter. A host's refuses private and link-local addresses unless they are allowed, follows no redirect, and
 * gives up in time.
 *
 * @throws {CxError} `unavailable` when nothing answered, `invalid-setup` when the address is not allowed
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;
