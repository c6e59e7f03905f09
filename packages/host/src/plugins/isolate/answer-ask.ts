import {
  cxError,
  type CxEvent,
  type HttpRequest,
  isCxError,
  type Secret,
  type SecretText,
  type TokenRequest,
} from "@cxkit/core";
import type { RunnerServices } from "../runner.ts";

/** What the host answers with during one call. */
export interface Answers {
  /** Handles and numbers of the secrets, as the other side gets them. */
  readonly secrets: { readonly [name: string]: readonly (readonly [number: number, handle: string])[] };
  /**
   * Does what a plugin's process asks for. Takes nothing for granted: what asks may be anything.
   *
   * @throws {CxError} as the service says; `invalid-setup` with trouble `capability` for what is no service
   */
  answer(service: string, args: readonly unknown[], signal: AbortSignal): Promise<unknown>;
  /** Ends what is open. */
  close(): void;
}

/** The services of one call as its process may ask for them. A number stands for a secret; who has the number never gets the value. */
export function answers(services: RunnerServices): Answers {
  const held: Secret[] = [];
  const numberOf = (secret: Secret): number => {
    const known = held.indexOf(secret);
    return known === -1 ? held.push(secret) - 1 : known;
  };
  const secrets = Object.fromEntries(
    Object.entries(services.secrets).map(([name, given]) => [
      name,
      given.map((secret) => [numberOf(secret), secret.handle] as const),
    ]),
  );
  const secretOf = (number: unknown): Secret => {
    const secret = typeof number === "number" ? held[number] : undefined;
    if (!secret) throw malformed();
    return secret;
  };
  const streams = new Map<number, AsyncIterator<CxEvent>>();
  const { store, rows } = services;
  let handing = false;
  const known: { readonly [service: string]: (args: never, signal: AbortSignal) => unknown } = {
    http: ([request]: readonly [unknown], signal) =>
      services.http({ ...requestOf(request, secretOf), signal }),
    async token([asked]: readonly [unknown]) {
      const { request, refused, ...rest } = objectOf(asked);
      const token = await services.token({
        ...(rest as unknown as Omit<TokenRequest, "request" | "refused">),
        request: requestOf(request, secretOf),
        ...(refused !== undefined && { refused: secretOf(refused) }),
      });
      return [numberOf(token), token.handle];
    },
    secret([number, method, ...args]: readonly unknown[]) {
      const secret = secretOf(number);
      if (typeof method !== "string" || !secretMembers.has(method)) throw malformed();
      return (secret[method as "hmac"] as (...given: readonly never[]) => unknown).call(
        secret,
        ...(args as never[]),
      );
    },
    ...(rows && {
      async rows() {
        // One portion at a time: they are as long as they may be.
        if (handing) throw malformed();
        handing = true;
        return rows().finally(() => {
          handing = false;
        });
      },
    }),
    ...(store && {
      "store.items": () => store.items(),
      "store.tally": ([query]: readonly [never]) => store.tally(query),
      "store.events"([query]: readonly [never]) {
        if (streams.size >= 8) throw malformed();
        const number = (lastStream += 1);
        streams.set(number, store.events(query)[Symbol.asyncIterator]());
        return number;
      },
      async "store.next"([number]: readonly [number]) {
        const stream = streams.get(number);
        if (!stream) throw malformed();
        const page: CxEvent[] = [];
        while (page.length < 200) {
          const { done, value } = await stream.next();
          if (done === true) break;
          page.push(value);
        }
        return page.length === 0 ? null : page;
      },
      async "store.close"([number]: readonly [number]) {
        const stream = streams.get(number);
        streams.delete(number);
        await stream?.return?.();
      },
    }),
  };
  let lastStream = 0;
  return {
    secrets,
    async answer(service, args, signal) {
      const does = Object.hasOwn(known, service) ? known[service] : undefined;
      if (!does) throw cxError("invalid-setup", "this is not for plugins", { trouble: "capability" });
      return does(args as never, signal);
    },
    close() {
      for (const stream of streams.values()) void stream.return?.().catch(() => {});
      streams.clear();
    },
  };
}

/** An error of a service as a plugin may see it: CXKit's own as they are, which hold no secret; of others, that they happened. */
export function answerError(thrown: unknown): {
  readonly code: string;
  readonly message: string;
  readonly place: object;
} {
  if (isCxError(thrown)) return { code: thrown.code, message: thrown.message, place: thrown.place };
  const message =
    thrown instanceof RangeError || thrown instanceof TypeError
      ? thrown.message
      : "the host could not do this";
  return { code: "contribution-failed", message, place: {} };
}

const secretMembers = new Set(["hmac", "is", "digest", "decrypt", "encrypt", "sign", "verify"]);

function malformed(): Error {
  return cxError("invalid-setup", "a plugin asked for what there is not", { trouble: "bad-data" });
}

function objectOf(value: unknown): { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed();
  return value as { readonly [key: string]: unknown };
}

function requestOf(given: unknown, secretOf: (number: unknown) => Secret): HttpRequest {
  const { method, url, query, headers, body } = objectOf(given);
  if (typeof method !== "string" || typeof url !== "string") throw malformed();
  const text = (one: unknown, depth = 0): string | SecretText => {
    if (typeof one === "string") return one;
    const { pieces, encode } = objectOf(one);
    if (!Array.isArray(pieces) || depth > 8) throw malformed();
    return {
      pieces: pieces.map((piece: unknown) =>
        typeof piece === "object" && piece !== null && "secret" in piece
          ? secretOf(piece.secret)
          : text(piece, depth + 1),
      ),
      ...((encode === "base64" || encode === "uri") && { encode }),
    };
  };
  const texts = (one: unknown): { readonly [name: string]: string | SecretText } =>
    Object.fromEntries(Object.entries(objectOf(one)).map(([name, value]) => [name, text(value)]));
  return {
    method,
    url,
    ...(query !== undefined && { query: texts(query) }),
    ...(headers !== undefined && { headers: texts(headers) }),
    ...(body !== undefined && { body: body instanceof Uint8Array ? body : text(body) }),
  };
}
