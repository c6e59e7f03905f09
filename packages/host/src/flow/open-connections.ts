import {
  cxError,
  type Http,
  type Instant,
  type Instrument,
  isCxError,
  type Secrets,
  type StandardSchema,
} from "@cxkit/core";
import { tokens } from "@cxkit/core/context";
import type { Connection, HostLimits, HostOptions, NotifierConnection } from "../host-options.ts";
import type { HostedChannel, HostedWebhook, OpenChannel } from "../plugins/hosted-channel.ts";
import { inProcessChannel } from "../plugins/in-process-channel.ts";
import { secret } from "../secret.ts";
import { decodeContext } from "./decode-context.ts";
import { derivedKey } from "./derived-keys.ts";
import { handedSources } from "./handed-sources.ts";
import { lateChannel } from "./late-channel.ts";

/** A connection that may be used: its configuration is what the channel's schema made of it. */
export interface OpenConnection {
  readonly id: string;
  readonly hosted: HostedChannel;
  readonly channel: OpenChannel;
  readonly webhook?: HostedWebhook;
  /** Requests are taken without a proof: nobody signs them. */
  readonly unproven: boolean;
  /** In milliseconds. */
  readonly pullEvery: number;
  readonly instruments: readonly Instrument[];
  /** Sources that its plugin may tell, whoever told them before. */
  readonly sources: ReadonlySet<string>;
  /** Opens the channel with another configuration, such as a file's. */
  open(config: unknown): Promise<OpenChannel>;
  /** Told, from the beginning to the end of each, when the channel waits for its producer's network. */
  readonly waits: Set<() => () => void>;
}

/** What the outside is for channels. */
export interface Outside {
  readonly http: Http;
  readonly now: () => Instant;
}

/** Where nobody is asked anything: what is made again from the journal needs no network. */
const offline: Outside = {
  http: () => Promise.reject(cxError("unavailable", "nobody is asked while a store is made again")),
  now: () => new Date().toISOString(),
};

/** The parts of a setup that had to be checked before anything was opened. */
export interface OpenSetup {
  readonly connections: ReadonlyMap<string, OpenConnection>;
  readonly notifiers: readonly NotifierConnection[];
  readonly limits: HostLimits;
}

/** What the host itself is called where connections are. */
export const ownConnection = "cxkit";

const defaults: HostLimits = {
  bodyBytes: 1_048_576,
  records: 10_000,
  backlog: 10_000,
  attempts: 12,
  pullPages: 10_000,
  pullRecords: 1_000_000,
  pullBytes: 268_435_456,
  sources: 10_000,
};

/**
 * Checks everything that was handed in, and says all that is wrong with it at once.
 *
 * @throws {CxError} `invalid-setup`, with `path` and `contribution` of the first problem and all of them in the message
 */
export async function openConnections(options: HostOptions, outside: Outside = offline): Promise<OpenSetup> {
  const problems: Problem[] = [];
  const say = (path: string, message: string, contribution?: string): void => {
    problems.push({ path, message, ...(contribution !== undefined && { contribution }) });
  };
  // Told before anything is made of the key.
  const keyed = options.key.length >= 32;
  if (!keyed) say("key", `at least 32 bytes are needed, got ${options.key.length}`);
  const hashes = decodeContext(undefined, keyed ? derivedKey(options.key, "subjects") : new Uint8Array(32));

  const connections = new Map<string, OpenConnection>();
  const handed = handedSources(ownConnection, say);
  const ids = new Set<string>();
  for (const connection of options.connections) {
    const { id } = connection;
    const hosted = hostedOf(connection);
    const { webhook } = hosted;
    const path = `connections.${id}`;
    if (!kebabCase.test(id)) say(path, `an id is written in kebab-case, got ${JSON.stringify(id)}`, id);
    else if (id === ownConnection) say(path, `${ownConnection} is what the workspace itself is called`, id);
    if (ids.has(id)) say(path, "there is another connection of this id", id);
    ids.add(id);
    const seconds = connection.pullEvery ?? 900;
    if (!(seconds > 0 && seconds < Infinity)) {
      say(`${path}.pullEvery`, `a number of seconds above 0 is needed, got ${seconds}`, id);
    }
    const secrets = connection.secrets ?? {};
    const missing = (webhook?.secrets ?? []).filter((name) => (secrets[name]?.length ?? 0) === 0);
    const unsigned = connection.unsigned === true;
    if (webhook && !unsigned) {
      for (const name of missing) {
        say(`${path}.secrets.${name}`, "the secret is missing: give it, or say `unsigned: true`", id);
      }
      if (webhook.secrets.length === 0) {
        say(`${path}.unsigned`, `nobody signs what ${hosted.id} receives: say \`unsigned: true\``, id);
      }
    }
    const waits: OpenConnection["waits"] = new Set();
    const open = opening(connection, hosted, secrets, { hashes, outside, waits });
    const channel = await opened(() => open(connection.config), options, path, id, say);
    if (!channel) continue;
    connections.set(id, {
      id,
      hosted,
      channel,
      ...(webhook && { webhook }),
      unproven: unsigned && (missing.length > 0 || webhook?.secrets.length === 0),
      pullEvery: seconds * 1000,
      get instruments() {
        return channel.instruments;
      },
      sources: handed.of(connection, hosted),
      open,
      waits,
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
  for (const name of Object.keys(defaults)) {
    const limit = limits[name as keyof HostLimits];
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

/** A connection's channel as the flow uses it, whichever of the two was handed in. */
function hostedOf({ channel }: Connection): HostedChannel {
  return "decode" in channel ? inProcessChannel(channel) : channel;
}

/** How a connection's channel is opened, with a configuration of its own or of a file. */
function opening(
  { settings }: Connection,
  hosted: HostedChannel,
  secrets: Secrets,
  {
    hashes,
    outside,
    waits,
  }: {
    readonly hashes: ReturnType<typeof decodeContext>;
    readonly outside: Outside;
    readonly waits: OpenConnection["waits"];
  },
): OpenConnection["open"] {
  const { subject, fingerprint } = hashes;
  const http: Http = async (request) => {
    const over = [...waits].map((begin) => begin());
    try {
      return await outside.http(request);
    } finally {
      for (const end of over) end();
    }
  };
  const now = (): Instant => outside.now();
  const services = {
    http,
    now,
    secrets,
    subject,
    fingerprint,
    token: tokens({ http, now, secretOf: secret }),
    ...(settings !== undefined && { settings }),
  };
  return (config) => hosted.open(config, services);
}

/** Opens a channel: now, or as soon as its code can run; not at all where the configuration is not its own, which is said. */
async function opened(
  open: () => Promise<OpenChannel>,
  { store }: Pick<HostOptions, "store">,
  path: string,
  contribution: string,
  say: Say,
): Promise<OpenChannel | undefined> {
  try {
    return await open();
  } catch (thrown) {
    if (isCxError(thrown, "invalid-setup") && thrown.place.trouble === undefined) {
      const { path: below } = thrown.place;
      const where = below === undefined ? `${path}.config` : `${path}.config.${below}`;
      say(where, thrown.message, contribution);
      return undefined;
    }
    if (isCxError(thrown)) return lateChannel(open, ({ instruments }) => store.declare(instruments));
    say(`${path}.config`, `the channel failed to open: ${wordsOf(thrown)}`, contribution);
    return undefined;
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
