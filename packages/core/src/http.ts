import type { Secret } from "./secrets.ts";

/** A text with secrets in it, which only the network fills in. */
export interface SecretText {
  readonly pieces: readonly (string | Secret | SecretText)[];
  /** How the whole is written where it stands: `base64` for Basic authentication, `uri` inside a form. */
  readonly encode?: "base64" | "uri";
}

/** A request of ours to somebody else. */
export interface HttpRequest {
  readonly method: string;
  /** Without secrets: those go into `query`, `headers` or `body`. */
  readonly url: string;
  /** Added to the URL's own. */
  readonly query?: { readonly [name: string]: string | SecretText };
  readonly headers?: { readonly [name: string]: string | SecretText };
  readonly body?: string | Uint8Array | SecretText;
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
 * The network, as a parameter. A host's refuses private and link-local addresses unless they are allowed, fills in secrets for the
 * hosts that were granted them, waits out what a producer's rate limit asks, follows no redirect, and gives up in time.
 *
 * @throws {CxError} `unavailable` when nothing answered, `invalid-setup` when the address is not allowed
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/** Where a short-lived token comes from. The token itself is a {@link Secret}: who asks for it never sees it. */
export interface TokenRequest {
  /** One token per name and connection; concurrent askers share one request. */
  readonly name: string;
  readonly request: HttpRequest;
  /** Field of the JSON answer that holds the token: `access_token`. */
  readonly value: string;
  /** Field that holds its life in seconds: `expires_in`. Absent: an hour. */
  readonly seconds?: string;
  /** Field that says what went wrong where the status is 200 all the same (`errcode`); 0, "0" and absent are fine. */
  readonly problem?: string;
  /** Values of that field that mean "busy, ask again" and not "refused": `[-1]`. */
  readonly again?: readonly (number | string)[];
  /** The token that was refused: it is not handed out again. */
  readonly refused?: Secret;
}
