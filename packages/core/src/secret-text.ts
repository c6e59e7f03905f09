import { cxError } from "./error.ts";
import type { HttpRequest, SecretText } from "./http.ts";
import type { Secret } from "./secrets.ts";

/**
 * A text with secrets in it.
 *
 * @example secretText`Bearer ${"abc"}`.pieces // => ["Bearer ", "abc", ""]
 */
export function secretText(
  strings: readonly string[],
  ...values: readonly (string | Secret | SecretText)[]
): SecretText {
  return { pieces: strings.flatMap((text, at) => [text, ...values.slice(at, at + 1)]) };
}

/**
 * The header of Basic authentication (RFC 7617).
 *
 * @example filledRequest({ method: "GET", url: "https://example.com", headers: { authorization: basicAuth("ada", "lace") } }).headers["authorization"] // => "Basic YWRhOmxhY2U="
 */
export function basicAuth(user: string | Secret, password: string | Secret): SecretText {
  return { pieces: ["Basic ", { pieces: [user, ":", password], encode: "base64" }] };
}

/** Under this symbol, not enumerable, a secret keeps what gives its value. For {@link filledRequest} and for nobody else. */
export const secretValue: unique symbol = Symbol.for("cxkit.secret-value") as never;

/** A request with everything in it. */
export interface FilledRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/**
 * Fills a request's secrets in, at the last moment before it leaves. For whoever implements {@link Http}.
 *
 * @param allowed told each secret before it is used; throws to keep it back. Default: all may go
 * @throws {CxError} `invalid-setup` when a secret does not give its value here
 */
export function filledRequest(
  request: HttpRequest,
  allowed: (secret: Secret) => void = () => {},
): FilledRequest {
  const text = (given: string | SecretText): string => {
    if (typeof given === "string") return given;
    const whole = given.pieces.map((piece) => (isSecret(piece) ? value(piece) : text(piece))).join("");
    if (given.encode === "base64") return base64(whole);
    return given.encode === "uri" ? encodeURIComponent(whole) : whole;
  };
  const value = (secret: Secret): string => {
    allowed(secret);
    const give = (secret as { readonly [secretValue]?: () => string })[secretValue];
    if (!give) throw cxError("invalid-setup", `${secret.handle} cannot be filled in here`);
    return give();
  };
  const query = Object.entries(request.query ?? {});
  const { method, body, signal } = request;
  return {
    method,
    url: query.length === 0 ? request.url : withQuery(request.url, query, text),
    headers: Object.fromEntries(
      Object.entries(request.headers ?? {}).map(([name, given]) => [name, text(given)]),
    ),
    ...(body !== undefined && { body: body instanceof Uint8Array ? body : text(body) }),
    ...(signal && { signal }),
  };
}

/** The secrets that a request would be filled with. */
export function secretsOf(request: HttpRequest): readonly Secret[] {
  const found: Secret[] = [];
  const look = (given: string | Uint8Array | SecretText | undefined): void => {
    if (given === undefined || typeof given === "string" || given instanceof Uint8Array) return;
    for (const piece of given.pieces) {
      if (isSecret(piece)) found.push(piece);
      else look(piece);
    }
  };
  for (const given of Object.values(request.query ?? {})) look(given);
  for (const given of Object.values(request.headers ?? {})) look(given);
  look(request.body);
  return found;
}

function withQuery(
  address: string,
  query: readonly (readonly [string, string | SecretText])[],
  text: (given: string | SecretText) => string,
): string {
  const [before = "", fragment] = address.split("#", 2);
  const added = query.map(
    ([name, given]) => `${encodeURIComponent(name)}=${encodeURIComponent(text(given))}`,
  );
  const whole = `${before}${before.includes("?") ? "&" : "?"}${added.join("&")}`;
  return fragment === undefined ? whole : `${whole}#${fragment}`;
}

function isSecret(piece: string | Secret | SecretText): piece is Secret {
  return typeof piece === "object" && "handle" in piece;
}

function base64(text: string): string {
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCodePoint(byte);
  return btoa(bytes);
}
