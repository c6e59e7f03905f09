import type { Contact } from "./contact.ts";
import type { EventDraft } from "./event.ts";
import type { Http, TokenRequest } from "./http.ts";
import type { Instrument, LocalizedText } from "./instrument.ts";
import type { Instant, Json } from "./json.ts";
import type { Secret, Secrets } from "./secrets.ts";
import type { StandardSchema } from "./standard-schema.ts";
import type { TableRow } from "./table.ts";

/**
 * A channel turns what a producer sends into events. `decode` is pure and synchronous; every byte of I/O is at the edge.
 * A plain object made by a factory or a literal, usable with no host.
 *
 * Laws, as a suite in `@cxkit/testkit`: same input, same events; ids are stable under redelivery and re-read; malformed input
 * is set aside with a path and loses nothing else; absent stays absent.
 */
export interface Channel<Config = unknown, Raw = unknown> {
  readonly kind?: "channel";
  readonly spec?: "v1";
  /** Stable id, kebab-case: `typeform`, `survey-csv`. */
  readonly id: string;
  readonly title: string;
  readonly config: StandardSchema<unknown, Config>;
  /** What a configuration says about the answers it will produce. */
  instruments?(config: Config): readonly Instrument[];
  /** One raw record in, its events out. No clock, no randomness, no I/O; never throws for bad data. */
  decode(raw: Raw, context: DecodeContext<Config>): Decoded;
  readonly webhook?: Webhook<Raw, NoInfer<Config>>;
  /** Completes thin records (an id only) by asking the producer. */
  readonly hydrate?: Hydration<Config, Raw>;
  readonly streams?: { readonly [stream: string]: PullStream<Config, Raw> };
  readonly file?: FileSource<Config, Raw>;
  /** What the producer cannot see (text-only reviews, last week only); carried into reports. */
  readonly coverage?: readonly CoverageNote[];
}

/** What `decode` may use: configuration, and keyed hashes. Nothing else. */
export interface DecodeContext<Config = unknown> {
  readonly config: Config;
  /** The plugin's own settings, where it declares some. */
  readonly settings?: unknown;
  /**
   * Pseudonymous key of a customer: a keyed hash within a kind (`email`, `openid:app1`, `customer`), so that the same
   * person is the same key in every channel, and no key can be turned back. An `email` is one in any case, a `phone` however it is
   * written: `0049 (0)170 12-34` is `+491701234`. Every other value is taken as it is.
   */
  subject(kind: string, value: string): string;
  /** Identity for a record whose producer gives none: a keyed hash of its cells. */
  fingerprint(cells: readonly string[]): string;
}

/** Outcome of decoding one record. */
export interface Decoded {
  readonly events: readonly EventDraft[];
  /** What could not be used: a whole record, or one value of a record whose rest went on. */
  readonly setAside: readonly SetAside[];
  /** How to reach the people the events are about. Goes to the vault, where there is one, and nowhere else. */
  readonly contacts?: readonly Contact[];
}

/** Something that was not used, and why. Counted, inspectable, replayable after a fix. */
export interface SetAside {
  /** A whole record, or one value of it. */
  readonly scope: "record" | "value";
  /** Where in the record: column name or JSON path. */
  readonly path: string;
  /** Stable code: `off-scale`, `unreadable-date`, `unknown-word`, `missing-time`, `wrong-column-count`… */
  readonly reason: string;
  /** One sentence with what came, cut to 80 characters. */
  readonly message: string;
  /** 1-based line of the file, for files. */
  readonly line?: number;
}

/** Something a producer never shows us. */
export interface CoverageNote {
  readonly id: string;
  readonly note: LocalizedText;
}

/** A file source: which files are its own, how their bytes become raw records, what it would assume of them. */
export interface FileSource<Config, Raw> {
  /** How sure the channel is that a table is its own, 0…1, from the first rows and the file's name. */
  recognise(head: readonly TableRow[], name: string): number;
  /**
   * What the channel would assume: a configuration and every assumption behind it, each of which can be overridden.
   *
   * @throws {CxError} `invalid-setup` when `known` no longer fits the columns (each change named)
   */
  propose(head: readonly TableRow[], context: ProposeContext<Config>): Proposal<Config>;
  /** The records behind the header rows. Rows that the format itself says are none (previews, repeated headers) are set aside. */
  read(rows: AsyncIterable<TableRow>, context: DecodeContext<Config>): AsyncIterable<Raw>;
}

/** What `propose` is told: the file's name, the configuration saved last time, and what the user insists on. */
export interface ProposeContext<Config> {
  readonly name: string;
  readonly known?: Config;
  readonly overrides?: { readonly [option: string]: Json };
}

/** A configuration together with the assumptions it rests on. */
export interface Proposal<Config> {
  readonly config: Config;
  readonly assumptions: readonly Assumption[];
}

/** One thing taken for granted, in words, with the option that overrides it. */
export interface Assumption {
  /** Stable code: `item`, `date-order`, `time-zone`, `missing-code`, `identity-inferred`… */
  readonly id: string;
  /** Column or option it is about. */
  readonly path: string;
  readonly text: LocalizedText;
  /** How to say otherwise on the command line, e.g. `--zone Europe/Berlin`. */
  readonly override?: string;
  /** `certain`: the file says so; `likely`: follows from its values; `default`: nothing in the file speaks of it. */
  readonly confidence: "certain" | "likely" | "default";
}

/** A request as it came: bytes first, never parsed before it is verified. */
export interface RawRequest {
  readonly method: string;
  /** Full public URL, as the producer signed it. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array;
}

/** A request that proved to be the producer's. */
export interface Verified<Raw> {
  readonly verified: true;
  readonly records: readonly Raw[];
  /**
   * The body with its envelope opened, for producers that encrypt: this is journalled in place of the body that came, and is what
   * `records` reads later, when the key may be another.
   */
  readonly opened?: Uint8Array;
  /** What the producer wants to hear this time, where it is not `acknowledge`: an echoed challenge, an encrypted `success`. */
  readonly reply?: Reply;
  /** Identity of the delivery (not of the thing told): counts duplicates, never enters the event. */
  readonly delivery?: string;
  /**
   * What must not come twice, for schemes that sign a time: the signature, until the instant from which it is too old anyway.
   * The same key again before then is a replay: it is counted, dropped, and answered 409, or by `reply` for producers that repeat a
   * request as it was when they heard nothing. Schemes without a time redeliver byte for byte and leave it out.
   */
  readonly once?: { readonly key: string; readonly until: Instant; readonly reply?: Reply };
}

/** A request that is refused, with the status to answer and a countable reason. */
export interface Refused {
  readonly verified: false;
  readonly status: 400 | 401 | 403 | 405 | 408 | 409 | 413 | 415 | 422 | 429;
  /** Stable code: `signature-missing`, `signature-wrong`, `stale`, `replayed`, `unreadable-body`… Said to nobody but the operator. */
  readonly reason: string;
}

/** What the producer wants to hear: empty, `success`, an echoed challenge. */
export interface Reply {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Uint8Array;
}

/**
 * The receiving half of a channel. Order of work: verify → journal → acknowledge → decode → append.
 *
 * What is journalled is the body as it came, with the headers named by `keeps`: `records` reads it again at any time, with no secret.
 */
export interface Webhook<Raw, Config = unknown> {
  /** Names of the secrets that `verify` asks for. Without them a host does not listen where others can reach it. */
  readonly secrets: readonly string[];
  /** Media types it takes, `*` for any; anything else is refused with 415 before it is verified. Default: `["application/json"]`. */
  readonly accepts?: readonly string[];
  /** Lower-case names of the headers that `records` needs, `ce-*` for all that begin so; `content-type` is always kept. */
  readonly keeps?: readonly string[];
  /**
   * Default: `["POST"]`. A `GET` is how some producers ask whether the address is ours: `verify` answers it with a `reply` and no
   * records, and nothing is journalled. A `HEAD` comes as a `GET`; its answer is sent without a body.
   */
  readonly methods?: readonly ("POST" | "GET")[];
  /**
   * Proves the request on its raw bytes, then reads its records. Never throws for what came.
   *
   * @param config the connection's, already validated: whom a message must be sealed for, which of a producer's schemes is agreed on
   */
  verify(
    request: RawRequest,
    secrets: Secrets,
    now: Instant,
    config: Config,
  ): Promise<Verified<Raw> | Refused>;
  /**
   * The records of a verified request: pure, the same every time.
   *
   * @throws {CxError} `invalid-event` when the body is not what the producer sends
   */
  records(request: RawRequest): readonly Raw[];
  /** What the producer wants to hear, once its records are durable. `verify` can say otherwise for one request. */
  readonly acknowledge: Reply;
  dedupeKey(raw: Raw): string;
  /** Streams to pull now, because this record says that there is something new. Such a record need not give an event. */
  wakes?(raw: Raw): readonly string[];
}

/** What a pull may use: everything ambient comes in here. */
export interface PullContext<Config> extends DecodeContext<Config> {
  readonly http: Http;
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
  readonly now: () => Instant;
  /**
   * A short-lived token of the producer's, as a handle: fetched once, shared, kept until it is about to expire.
   *
   * @throws {CxError} `invalid-setup` with trouble `auth` when the producer refuses, `unavailable` when it does not answer
   */
  token(request: TokenRequest): Promise<Secret>;
  /** Says that something is happening although no page comes yet; only what changes counts. */
  progress(seen: { readonly cursor?: Cursor; readonly records?: number; readonly note?: string }): void;
}

/** How thin records are completed. What comes out is what `decode` gets. */
export interface Hydration<Config, Raw> {
  /** Whether a record lacks something. Pure. A record that says something is gone lacks nothing. */
  needs(raw: Raw): boolean;
  /**
   * Asks the producer. Called again later after `unavailable`.
   *
   * @throws {CxError} `unavailable` to try again, `invalid-event` when the producer no longer has it
   */
  complete(raw: Raw, context: PullContext<Config>): Promise<Raw>;
}

/** Where a pull goes on: plain JSON, covering exactly the records handed out up to and including its page. */
export type Cursor = Json;

/** Some records, and where to go on after them. A cursor covers exactly what was handed out up to and including its page. */
export interface Page<Raw> {
  readonly records: readonly Raw[];
  readonly cursor?: Cursor;
}

/** A list a producer offers for pulling. */
export interface PullStream<Config, Raw> {
  readonly title?: string;
  /** `incremental`: a cursor is handed on and only what is new comes; `full`: everything comes every time. */
  readonly mode?: "incremental" | "full";
  /** Seconds that an incremental pull looks back, because things arrive late. */
  readonly lookback?: number;
  primaryKey(raw: Raw): string;
  pull(context: PullContext<Config>, cursor?: Cursor): AsyncIterable<Page<Raw>>;
}
