import {
  type Channel,
  cxError,
  type DecodeContext,
  type Instrument,
  type Secrets,
  type StandardSchema,
  type Webhook,
} from "@cxkit/core";
import type { HostLimits, HostOptions, NotifierConnection } from "../host-options.ts";
import { decodeContext } from "./decode-context.ts";
import { derivedKey } from "./derived-keys.ts";

/** A connection that may be used: its configuration is what the channel's schema made of it. */
export interface OpenConnection {
  readonly id: string;
  readonly channel: Channel;
  readonly context: DecodeContext;
  readonly secrets: Secrets;
  readonly webhook?: Webhook<unknown>;
  /** Requests are taken without a proof: nobody signs them. */
  readonly unproven: boolean;
  /** In milliseconds. */
  readonly pullEvery: number;
  readonly instruments: readonly Instrument[];
}

/** The parts of a setup that had to be checked before anything was opened. */
export interface OpenSetup {
  readonly connections: ReadonlyMap<string, OpenConnection>;
  readonly notifiers: readonly NotifierConnection[];
  readonly limits: HostLimits;
}

/** What the host itself is called where connections are. */
export const ownConnection = "cxkit";

const defaults: HostLimits = { bodyBytes: 1_048_576, records: 10_000, backlog: 10_000, attempts: 12 };

/**
 * Checks everything that was handed in, and says all that is wrong with it at once.
 *
 * @throws {CxError} `invalid-setup`, with `path` and `contribution` of the first problem and all of them in the message
 */
export async function openConnections(options: HostOptions): Promise<OpenSetup> {
  const problems: Problem[] = [];
  const say = (path: string, message: string, contribution?: string): void => {
    problems.push({ path, message, ...(contribution !== undefined && { contribution }) });
  };
  // Told before anything is made of the key.
  const keyed = options.key.length >= 32;
  if (!keyed) say("key", `at least 32 bytes are needed, got ${options.key.length}`);
  const subjects = keyed ? derivedKey(options.key, "subjects") : new Uint8Array(32);

  const connections = new Map<string, OpenConnection>();
  const ids = new Set<string>();
  for (const connection of options.connections) {
    const { id, channel } = connection;
    const path = `connections.${id}`;
    if (!kebabCase.test(id)) say(path, `an id is written in kebab-case, got ${JSON.stringify(id)}`, id);
    else if (id === ownConnection) say(path, `${ownConnection} is what the workspace itself is called`, id);
    if (ids.has(id)) say(path, "there is another connection of this id", id);
    ids.add(id);
    const seconds = connection.pullEvery ?? 900;
    if (!(seconds > 0 && seconds < Infinity)) {
      say(`${path}.pullEvery`, `a number of seconds above 0 is needed, got ${seconds}`, id);
    }
    if (channel.hydrate) {
      say(
        path,
        `channel ${channel.id} completes its records by asking the producer, which a host cannot do yet`,
        id,
      );
    }
    const secrets = connection.secrets ?? {};
    const missing = (channel.webhook?.secrets ?? []).filter((name) => (secrets[name]?.length ?? 0) === 0);
    const unsigned = connection.unsigned === true;
    if (channel.webhook && !unsigned) {
      for (const name of missing) {
        say(`${path}.secrets.${name}`, "the secret is missing: give it, or say `unsigned: true`", id);
      }
      if (channel.webhook.secrets.length === 0) {
        say(`${path}.unsigned`, `nobody signs what ${channel.id} receives: say \`unsigned: true\``, id);
      }
    }
    const config = await validated(channel.config, connection.config, `${path}.config`, id, say);
    if (!config.ok) continue;
    connections.set(id, {
      id,
      channel,
      context: decodeContext(config.value, subjects),
      secrets,
      ...(channel.webhook && { webhook: channel.webhook }),
      unproven: unsigned && (missing.length > 0 || channel.webhook?.secrets.length === 0),
      pullEvery: seconds * 1000,
      instruments: instrumentsOf(channel, config.value, `${path}.config`, id, say),
    });
  }

  const notifiers: NotifierConnection[] = [];
  const notifierIds = new Set<string>();
  for (const notifier of options.notifiers ?? []) {
    const path = `notifiers.${notifier.id}`;
    if (notifierIds.has(notifier.id)) say(path, "there is another notifier of this id", notifier.id);
    notifierIds.add(notifier.id);
    const { config: schema } = notifier.notifier;
    const config = await validated(schema, notifier.config, `${path}.config`, notifier.id, say);
    if (config.ok) notifiers.push({ ...notifier, config: config.value });
  }
  const people = new Set<string>();
  for (const { id, notify } of options.people ?? []) {
    if (people.has(id)) say(`people.${id}`, "there is another person of this id");
    people.add(id);
    for (const name of notify) {
      if (!notifierIds.has(name)) say(`people.${id}.notify`, `no notifier is called ${JSON.stringify(name)}`);
    }
  }
  const { fallback } = options;
  if (fallback !== undefined && !people.has(fallback))
    say("fallback", `nobody is called ${JSON.stringify(fallback)}`);
  const limits = { ...defaults, ...options.limits };
  for (const name of ["bodyBytes", "records", "backlog", "attempts"] as const) {
    const limit = limits[name];
    if (!(Number.isSafeInteger(limit) && limit >= 1)) {
      say(`limits.${name}`, `a whole number from 1 on is needed, got ${limit}`);
    }
  }
  if (options.publicUrl !== undefined && !/^https?:\/\/[^/?#]/.test(options.publicUrl)) {
    say("publicUrl", `an address that begins with https:// is needed, got ${options.publicUrl}`);
  }
  refuse(problems);
  return { connections, notifiers, limits };
}

/** What a schema makes of a configuration; each issue becomes a problem of its own. */
async function validated(
  schema: StandardSchema,
  given: unknown,
  path: string,
  contribution: string,
  say: Say,
): Promise<{ readonly ok: true; readonly value: unknown } | { readonly ok: false }> {
  try {
    const result = await schema["~standard"].validate(given);
    if (!result.issues) return { ok: true, value: result.value };
    for (const issue of result.issues) {
      const keys = (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part));
      say([path, ...keys].join("."), issue.message, contribution);
    }
  } catch (thrown) {
    say(path, `the schema failed: ${wordsOf(thrown)}`, contribution);
  }
  return { ok: false };
}

function instrumentsOf(
  channel: Channel,
  config: unknown,
  path: string,
  contribution: string,
  say: Say,
): readonly Instrument[] {
  try {
    return channel.instruments?.(config) ?? [];
  } catch (thrown) {
    say(path, `channel ${channel.id} failed to tell its instruments: ${wordsOf(thrown)}`, contribution);
    return [];
  }
}

interface Problem {
  readonly path: string;
  readonly message: string;
  readonly contribution?: string;
}
type Say = (path: string, message: string, contribution?: string) => void;

const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

function refuse(problems: readonly Problem[]): void {
  const [first] = problems;
  if (!first) return;
  const { path, contribution } = first;
  throw cxError("invalid-setup", problems.map((one) => `${one.path}: ${one.message}`).join("; "), {
    path,
    ...(contribution !== undefined && { contribution }),
  });
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
