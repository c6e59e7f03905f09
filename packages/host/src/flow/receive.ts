import { isCxError, type RawRequest, type Refused, type Reply, type Verified } from "@cxkit/core";
import type { HostLimits, LogEntry } from "../host-options.ts";
import type { Journal, JournalEntry, NewEntry } from "../journal/journal.ts";
import type { HostedWebhook } from "../plugins/hosted-channel.ts";
import { deadline } from "./deadline.ts";
import { pluginUnavailable } from "./decode.ts";
import type { HostClock } from "./host-clock.ts";
import type { OpenConnection } from "./open-connections.ts";
import { recentDeliveries, replayGuard } from "./replay-guard.ts";
import type { Counters } from "./status.ts";
import { checkedReply, checkedVerdict } from "./webhook-answers.ts";

/** What the receiving stage works with. */
export interface ReceiveParts {
  readonly connections: ReadonlyMap<string, OpenConnection>;
  readonly journal: Pick<Journal, "append" | "entry">;
  readonly limits: HostLimits;
  /** When things happen here. */
  readonly clock: HostClock;
  /** The platform's own time, by which producers' times are judged. */
  readonly platformNow: () => string;
  /** Entries acknowledged and not stored yet. */
  readonly backlog: () => number;
  /** Whether anything can be taken at all. */
  readonly open: () => boolean;
  readonly arrived: (entry: JournalEntry, records?: readonly unknown[]) => void;
  readonly counters: Counters;
  /** Told which streams have something new. */
  readonly wake: (connection: string, streams: readonly string[]) => void;
  readonly log: (entry: LogEntry) => void;
  /** Calls after some milliseconds; the answer takes it back. */
  readonly timer: (run: () => void, milliseconds: number) => () => void;
}

/** Milliseconds after which at the latest a channel has proved a request or not. */
const verifyDeadline = 5_000;

/**
 * The receiving stage: verify → journal → acknowledge. Whatever comes, the answer is a reply; what is acknowledged is on disk.
 *
 * Refusals say nothing but their status: why is counted, and told to the operator alone.
 */
export function receiving(parts: ReceiveParts): (connection: string, request: RawRequest) => Promise<Reply> {
  const { connections, journal, limits, clock, platformNow, counters, log } = parts;
  const guard = replayGuard();
  const deliveries = recentDeliveries();
  const within = deadline(verifyDeadline / 2, parts.timer);

  async function receive(id: string, came: RawRequest): Promise<Reply> {
    // HEAD asks what GET asks, and is sent no body (RFC 9110 section 9.3.2): some producers ask so whether an address is there.
    const request = came.method.toUpperCase() === "HEAD" ? { ...came, method: "GET" } : came;
    const connection = connections.get(id);
    const webhook = connection?.webhook;
    if (!connection || !webhook) return refusal(404);
    const refuse = (status: number, reason: string): Reply => {
      counters.refused(id, reason);
      return refusal(status);
    };
    const method = methodOf(connection, webhook, request);
    if (method === undefined) {
      counters.refused(id, "wrong-method");
      return { ...refusal(405), headers: { ...refusal(405).headers, allow: webhook.methods.join(", ") } };
    }
    if (method === "POST" && !accepted(webhook, request.headers["content-type"]))
      return refuse(415, "content-type");
    if (request.body.length > limits.bodyBytes) return refuse(413, "too-large");
    if (!parts.open()) return refuse(503, "stopped");
    if (parts.backlog() >= limits.backlog) return refuse(503, "backlog");

    const verified = await proved(connection, request);
    if (verified === "failed") return refuse(500, "contribution-failed");
    if (verified === "unavailable") return refuse(503, pluginUnavailable);
    if (!verified.verified) return refuse(verified.status, verified.reason);
    // A few bytes a record: what each costs is not told by the size of the body.
    if (verified.records.length > limits.records) return refuse(413, "too-many-records");
    // A challenge: whoever asks wants to hear something, and has told nothing.
    if (verified.reply && verified.records.length === 0) {
      counters.challenged(id);
      return acknowledged(connection, webhook, verified);
    }
    // What is not sent with a body has nothing that could be journalled.
    if (method === "GET") return refuse(500, "contribution-failed");
    const { once } = verified;
    if (!once) return journalled(connection, webhook, request, verified, refuse);
    const release = await guard.enter(
      `${id}\n${once.key}`,
      Date.parse(once.until),
      Date.parse(platformNow()),
    );
    if (!release) {
      const repeated = refuse(409, "replayed");
      return once.reply === undefined ? repeated : checkedReply(once.reply);
    }
    let reply = refusal(500);
    try {
      reply = await journalled(connection, webhook, request, verified, refuse);
      return reply;
    } finally {
      // Only what was acknowledged may not come again: a producer that was told 503 sends the same once more.
      release(reply.status >= 200 && reply.status < 300);
    }
  }

  /** Asks the channel whether the request is its producer's; a channel that fails or dawdles is charged for it. */
  async function proved(
    connection: OpenConnection,
    request: RawRequest,
  ): Promise<Verified<unknown> | Refused | "failed" | "unavailable"> {
    try {
      const verdict = connection.unproven
        ? unproved(connection, request)
        : connection.channel.verify(request, platformNow());
      return checkedVerdict(await within(verdict));
    } catch (thrown) {
      // Its code cannot run now: the producer comes again.
      if (isCxError(thrown, "unavailable") && connection.hosted.unavailable) return "unavailable";
      const facts = { stage: "verify", what: nameOf(thrown), ...blame(connection) };
      log({ level: "error", event: "contribution-failed", contribution: connection.id, facts });
      return "failed";
    }
  }

  async function journalled(
    connection: OpenConnection,
    webhook: HostedWebhook,
    request: RawRequest,
    verified: Verified<unknown>,
    refuse: (status: number, reason: string) => Reply,
  ): Promise<Reply> {
    const { id } = connection;
    const { delivery, opened } = verified;
    // A copy: whoever embeds this may use the buffer again.
    const body = new Uint8Array(opened ?? request.body);
    if (delivery !== undefined && (await isKnown(id, delivery, body))) {
      counters.duplicate(id);
      return acknowledged(connection, webhook, verified);
    }
    const entry: NewEntry = {
      kind: "request",
      connection: id,
      received: clock.now(),
      ...(delivery !== undefined && { delivery }),
      head: { method: "POST", url: pathOf(request.url), headers: kept(webhook, request.headers) },
      body,
    };
    try {
      const number = await journal.append([entry]);
      parts.arrived({ ...entry, number }, verified.records);
      if (delivery !== undefined) deliveries.add(id, delivery, number);
    } catch (thrown) {
      log({ level: "error", event: "journal-failed", facts: { what: nameOf(thrown) } });
      return refuse(503, "journal");
    }
    counters.received(id, entry.received);
    if (webhook.wakes) void woken(connection, verified.records);
    return acknowledged(connection, webhook, verified);
  }

  /** Has streams pulled of which the records say that they have something new. What is missed here comes with the next pull. */
  async function woken(connection: OpenConnection, records: readonly unknown[]): Promise<void> {
    try {
      const streams = await connection.channel.wakes(records);
      if (streams.length > 0) parts.wake(connection.id, streams);
    } catch (thrown) {
      const facts = { stage: "wakes", what: nameOf(thrown), ...blame(connection) };
      log({ level: "error", event: "contribution-failed", contribution: connection.id, facts });
    }
  }

  /** Whether the very same was journalled lately. */
  async function isKnown(id: string, delivery: string, body: Uint8Array): Promise<boolean> {
    const number = deliveries.entry(id, delivery);
    if (number === undefined) return false;
    const before = await journal.entry(number);
    return before?.delivery === delivery && Buffer.compare(before.body, body) === 0;
  }

  /** What the producer wants to hear. The request is on disk: a channel that fails now changes nothing about that. */
  async function acknowledged(
    connection: OpenConnection,
    webhook: HostedWebhook,
    verified: Verified<unknown>,
  ): Promise<Reply> {
    try {
      return checkedReply(verified.reply ?? webhook.acknowledge);
    } catch (thrown) {
      const facts = { stage: "acknowledge", what: nameOf(thrown), ...blame(connection) };
      log({ level: "error", event: "contribution-failed", contribution: connection.id, facts });
      return { status: 200 };
    }
  }

  return async (id, request) => {
    try {
      return await receive(id, request);
    } catch (thrown) {
      // Never reached by what the stages foresee; a request that is none at all ends here.
      log({ level: "error", event: "receive-failed", facts: { what: nameOf(thrown) } });
      return refusal(500);
    }
  };
}

const texts: { readonly [status: number]: string } = {
  400: "bad request",
  401: "unauthorized",
  403: "forbidden",
  404: "not found",
  405: "method not allowed",
  408: "too late",
  409: "conflict",
  413: "too large",
  415: "unsupported media type",
  422: "unprocessable",
  429: "too many requests",
  500: "internal error",
  503: "unavailable",
};

/** A refusal: its status in words, and nothing about why. */
function refusal(status: number): Reply {
  return {
    status,
    headers: {
      "content-type": "application/json",
      ...(status === 503 && { "retry-after": "5" }),
    },
    body: JSON.stringify({ error: texts[status] ?? "refused" }),
  };
}

/** How a request is to be taken; `undefined` when its method is none of the channel's. */
function methodOf(
  { unproven }: OpenConnection,
  { methods }: HostedWebhook,
  { method }: RawRequest,
): "POST" | "GET" | undefined {
  const found = methods.find((one) => one === method.toUpperCase());
  // Where nothing can be proven, no challenge can be answered.
  return found === "GET" && unproven ? undefined : found;
}

/** Where nobody signs there is nothing to prove; that the body can be read is still asked. */
async function unproved(
  { channel }: OpenConnection,
  request: RawRequest,
): Promise<Verified<unknown> | Refused> {
  try {
    return { verified: true, records: await channel.records(request) };
  } catch (thrown) {
    if (!isCxError(thrown, "invalid-event")) throw thrown;
    return { verified: false, status: 422, reason: "unreadable-body" };
  }
}

/** The plugin to blame, where it is one's. */
function blame({ hosted }: OpenConnection): { readonly plugin?: string } {
  return hosted.contribution === undefined ? {} : { plugin: hosted.contribution };
}

function accepted({ accepts }: HostedWebhook, type: string | undefined): boolean {
  if (accepts.includes("*")) return true;
  const [media = ""] = (type ?? "").split(";", 1);
  return accepts.includes(media.trim().toLowerCase());
}

/** The headers that `records` needs: named ones, and all that begin like `ce-*`. Everything else may hold a secret. */
function kept({ keeps }: HostedWebhook, headers: RawRequest["headers"]): { readonly [name: string]: string } {
  const type = headers["content-type"];
  const found: { [name: string]: string } = type === undefined ? {} : { "content-type": type };
  for (const name of keeps) {
    const value = headers[name];
    if (value !== undefined) found[name] = value;
    if (!name.endsWith("*")) continue;
    const begin = name.slice(0, -1);
    for (const [other, text] of Object.entries(headers)) if (other.startsWith(begin)) found[other] = text;
  }
  return found;
}

/** Path of an address: host and query stay away, for a query may carry a signature or a token. */
function pathOf(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  return path === "" ? "/" : path;
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : typeof thrown;
}
