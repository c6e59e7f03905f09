import type { VendorAnswer, VendorRequest } from "./vendor-request.ts";

/** What a producer knows of its callers: the values of their secrets, by name, and the time. */
export interface VendorKeys {
  readonly secrets: { readonly [name: string]: string };
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How a producer knows who asks. One per double: tokens are remembered. */
export interface VendorAuth {
  /** Origins beside the list's own that it has, such as that of the token endpoint. */
  readonly origins?: readonly string[];
  /** Whether short-lived tokens are given out. */
  readonly tokens: boolean;
  open(keys: VendorKeys): VendorGate;
}

/** The gate of one double. */
export interface VendorGate {
  /** Answers requests for tokens; nothing for other requests. */
  token?(request: VendorRequest): VendorAnswer | undefined;
  /** Takes every token back. */
  expire?(): void;
  /** Whether it is believed who asks. */
  admits(request: VendorRequest): boolean;
}

/** `authorization: Bearer …`. */
export function bearerAuth(secret = "token"): VendorAuth {
  return fixed(({ headers }, { secrets }) => headers["authorization"] === `Bearer ${secrets[secret]}`);
}

/** `authorization: Basic …`; what is not a secret is given as `{ text }`. */
export function basicAuthentication(
  user: string | { readonly text: string },
  password: string | { readonly text: string },
): VendorAuth {
  return fixed(({ headers }, { secrets }) => {
    const [name, word] = [user, password].map((part) =>
      typeof part === "string" ? secrets[part] : part.text,
    );
    return headers["authorization"] === `Basic ${btoa(`${name}:${word}`)}`;
  });
}

/** A key in a header of its own. */
export function headerKey(header: string, secret = "key"): VendorAuth {
  return fixed(({ headers }, { secrets }) => headers[header.toLowerCase()] === secrets[secret]);
}

/** A key in the query. */
export function queryKey(parameter: string, secret = "key"): VendorAuth {
  return fixed(({ query }, { secrets }) => query[parameter] === secrets[secret]);
}

/** Anybody may ask. */
export function openToAll(): VendorAuth {
  return fixed(() => true);
}

/** A token endpoint whose tokens live for a while. */
export interface TokenEndpoint {
  /** Whole address of the endpoint, without query. */
  readonly url: string;
  /** Whether the request for a token is right. */
  readonly grants: (request: VendorRequest, secrets: { readonly [name: string]: string }) => boolean;
  /** Writes the answer; the reader names the fields. Default: `{ access_token, expires_in }`. */
  readonly body?: (token: string, seconds: number) => unknown;
  /** Default: 401 with `{ error: "invalid_client" }`. */
  readonly refusal?: VendorAnswer;
  /** Life of a token in seconds. Default 3600. */
  readonly seconds?: number;
  /** Where the token is sent: a query parameter, or a bearer header (default). */
  readonly parameter?: string;
}

/** Short-lived tokens, fetched from an endpoint. */
export function tokenAuth(endpoint: TokenEndpoint): VendorAuth {
  const { url, grants, seconds = 3600, parameter } = endpoint;
  const { body = (token, life) => ({ access_token: token, expires_in: life }) } = endpoint;
  const { refusal = { status: 401, body: { error: "invalid_client" } } } = endpoint;
  return {
    origins: [new URL(url).origin],
    tokens: true,
    open({ secrets, now }) {
      let given = 0;
      let known = new Map<string, number>();
      return {
        token(request) {
          if (`${request.origin}${request.path}` !== url) return undefined;
          if (!grants(request, secrets)) return refusal;
          given += 1;
          const token = `vendor-token-${given}`;
          known.set(token, now() + seconds * 1000);
          return { body: body(token, seconds) };
        },
        expire() {
          known = new Map();
        },
        admits({ headers, query }) {
          const sent =
            parameter === undefined ? headers["authorization"]?.replace(/^Bearer /, "") : query[parameter];
          return (known.get(sent ?? "") ?? 0) > now();
        },
      };
    },
  };
}

function fixed(admits: (request: VendorRequest, keys: VendorKeys) => boolean): VendorAuth {
  return { tokens: false, open: (keys) => ({ admits: (request) => admits(request, keys) }) };
}
