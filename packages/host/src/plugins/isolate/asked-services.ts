import { hash as digest, randomBytes } from "node:crypto";
import type {
  CommandContext,
  HttpRequest,
  HttpResponse,
  Instant,
  Secret,
  SecretText,
  TableRow,
  TokenRequest,
} from "@cxkit/core";
import type { RunnerServices } from "../runner.ts";
import type { ToPlugin, WantedHash } from "./message.ts";
import { pluginError } from "./plugin-error.ts";

/** Asks the host for something during a call, and waits for the answer. */
export type Ask = (service: string, args: readonly unknown[], signal?: AbortSignal) => Promise<unknown>;

/** Of this process, and told to nobody: where a placeholder stays in a line of a log, nobody tells from it whom it stands for. */
const salt = randomBytes(16).toString("hex");

/** What a call of this process works with. */
export interface AskedServices {
  readonly services: RunnerServices;
  /** The host's time, as it said last. */
  now: Instant;
  /** Hashes asked for since this was called last. */
  hashes(): readonly WantedHash[] | undefined;
}

/**
 * The services of a call, in a process that has none of them: each asks the host. Secrets are handles with a number; keyed hashes are
 * placeholders that the host replaces in whatever leaves this process, for the key is not here.
 *
 * @param call what the host said of it
 */
export function askedServices(
  call: Extract<ToPlugin, { readonly t: "call" }>,
  ask: Ask,
  progress: (seen: unknown) => void,
): AskedServices {
  let wanted = new Map<string, WantedHash>();
  const placeholder = (kind: WantedHash[1], of: readonly string[]): string => {
    // The same for the same value, so that who compares two of them finds it, and nothing has to be remembered for that.
    const end = digest("sha256", salt + JSON.stringify([kind, ...of]), "hex").slice(0, 20);
    wanted.set(end, [end, kind, ...of]);
    return call.nonce + end;
  };
  const numbers = new WeakMap<Secret, number>();
  const secretOf = (number: number, handle: string): Secret => {
    const secret = askedSecret(number, handle, ask);
    numbers.set(secret, number);
    return secret;
  };
  const secrets: Record<string, readonly Secret[]> = {};
  for (const [name, given] of Object.entries(call.secrets)) {
    secrets[name] = given.map(([number, handle]) => secretOf(number, handle));
  }
  const asked: AskedServices = {
    now: call.now,
    hashes() {
      if (wanted.size === 0) return undefined;
      const fresh = [...wanted.values()];
      wanted = new Map();
      return fresh;
    },
    services: {
      secrets: Object.freeze(secrets),
      now: () => asked.now,
      subject: (kind, value) => placeholder("subject", textsOnly([kind, value])),
      fingerprint: (cells) => placeholder("fingerprint", textsOnly(cells)),
      progress,
      http: (request) =>
        ask("http", [requestOnWire(request, numbers)], request.signal) as Promise<HttpResponse>,
      async token({ request, refused, ...rest }: TokenRequest) {
        const number = refused && numbers.get(refused);
        const [fresh, handle] = (await ask("token", [
          {
            ...rest,
            request: requestOnWire(request, numbers),
            ...(number !== undefined && { refused: number }),
          },
        ])) as readonly [number, string];
        return secretOf(fresh, handle);
      },
      ...(call.store && { store: askedStore(ask) }),
      ...(call.rows && { rows: () => ask("rows", []) as Promise<readonly TableRow[]> }),
    },
  };
  return asked;
}

/** Types are not there when it runs: a number here would end the process over there. */
function textsOnly(parts: readonly unknown[]): readonly string[] {
  for (const part of parts) {
    if (typeof part !== "string") throw new TypeError(`a keyed hash is made of texts, got ${typeof part}`);
  }
  return parts as readonly string[];
}

function askedSecret(number: number, handle: string, ask: Ask): Secret {
  const call =
    (method: string) =>
    (...args: unknown[]): Promise<never> =>
      ask("secret", [number, method, ...args]) as Promise<never>;
  return Object.freeze({
    handle,
    hmac: call("hmac"),
    is: call("is"),
    digest: call("digest"),
    decrypt: call("decrypt"),
    encrypt: call("encrypt"),
    sign: call("sign"),
    verify: call("verify"),
  });
}

/** A request in which secrets are numbers. A secret that the plugin made itself is filled in here: it knows it anyway. */
function requestOnWire(request: HttpRequest, numbers: WeakMap<Secret, number>): unknown {
  const text = (given: string | SecretText): unknown =>
    typeof given === "string" ? given : { ...given, pieces: given.pieces.map(piece) };
  const piece = (given: string | Secret | SecretText): unknown => {
    if (typeof given === "string" || !("handle" in given)) return text(given);
    const number = numbers.get(given);
    if (number !== undefined) return { secret: number };
    const own = (given as { readonly [ownValue]?: () => string })[ownValue];
    if (!own) throw pluginError("invalid-setup", `${given.handle} cannot be filled in here`);
    return own();
  };
  const texts = (given: { readonly [name: string]: string | SecretText } = {}): unknown =>
    Object.fromEntries(Object.entries(given).map(([name, one]) => [name, text(one)]));
  const { method, url, query, headers, body } = request;
  return {
    method,
    url,
    ...(query && { query: texts(query) }),
    ...(headers && { headers: texts(headers) }),
    ...(body !== undefined && { body: body instanceof Uint8Array ? body : text(body) }),
  };
}

/** As in the core's secret-text.ts, which is not loaded here. */
const ownValue: unique symbol = Symbol.for("cxkit.secret-value") as never;

function askedStore(ask: Ask): CommandContext["store"] {
  return {
    items: () => ask("store.items", []) as ReturnType<CommandContext["store"]["items"]>,
    tally: (query) => ask("store.tally", [query]) as ReturnType<CommandContext["store"]["tally"]>,
    async *events(query) {
      const number = await ask("store.events", [query]);
      try {
        for (;;) {
          const page = (await ask("store.next", [number])) as never[] | null;
          if (page === null) return;
          yield* page;
        }
      } finally {
        await ask("store.close", [number]);
      }
    },
  };
}
