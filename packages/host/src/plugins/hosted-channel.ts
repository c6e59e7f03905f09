import type {
  CoverageNote,
  Decoded,
  Instant,
  Instrument,
  Json,
  Page,
  Proposal,
  ProposeContext,
  PullContext,
  RawRequest,
  Refused,
  Reply,
  Secrets,
  TableRow,
  Verified,
  WebhookEntry,
} from "@cxkit/core";

/**
 * A channel as the flow uses it, wherever its code runs: what is data is at hand, everything else may take a while. Made of a channel in
 * this process, or of a plugin's manifest and the process its code runs in.
 */
export interface HostedChannel {
  readonly id: string;
  readonly title: string;
  /** `plugin/contribution` that its code is charged to, where it is a plugin's. */
  readonly contribution?: string;
  readonly coverage?: readonly CoverageNote[];
  readonly webhook?: HostedWebhook;
  readonly streams: readonly string[];
  readonly hydrates: boolean;
  readonly file?: HostedFile;
  /** Milliseconds without a page or progress before a pull counts as stuck. Default 60000. */
  readonly stallMs?: number;
  /** Why its code cannot run now, in words for the operator; `null` when it can. Absent: it always can. */
  unavailable?(): string | null;
  /**
   * Checks a configuration with the channel's own schema and opens the channel with it.
   *
   * @throws {CxError} `invalid-setup` with the path of each problem; anything else means that its code cannot run now
   */
  open(config: unknown, services: ChannelServices): Promise<OpenChannel>;
}

/** What is asked of a channel about a file before there is a configuration. */
export interface HostedFile {
  /** How sure the channel is that a table is its own, 0…1. */
  recognise(head: readonly TableRow[], name: string): number | Promise<number>;
  /** @throws {CxError} `invalid-setup` when what is known no longer fits the columns */
  propose(
    head: readonly TableRow[],
    context: ProposeContext<unknown>,
  ): Proposal<unknown> | Promise<Proposal<unknown>>;
}

/** The parts of a webhook that are data. */
export interface HostedWebhook {
  readonly secrets: readonly string[];
  readonly accepts: readonly string[];
  readonly keeps: readonly string[];
  readonly methods: readonly ("POST" | "GET")[];
  readonly acknowledge: Reply;
  /** Whether a record may say that streams have something new. */
  readonly wakes: boolean;
}

/** What the host gives an open channel to work with. */
export type ChannelServices = Pick<
  PullContext<unknown>,
  "http" | "token" | "subject" | "fingerprint" | "now"
> & {
  readonly secrets: Secrets;
  readonly settings?: unknown;
};

/** What became of one record: decoded, or its channel failed on it, or could not look at it now through no fault of the record's. */
export type DecodedOrFailed = Decoded | { readonly failed: string; readonly unavailable?: true };

/**
 * A channel with its configuration. Members that take records throw `unavailable`, or reject with it, while the channel's code cannot
 * run: nothing is the records' fault then.
 */
export interface OpenChannel {
  readonly instruments: readonly Instrument[];
  verify(request: RawRequest, now: Instant): Promise<Verified<unknown> | Refused>;
  /** @throws {CxError} `invalid-event` when the body is not what the producer sends */
  records(request: RawRequest): readonly unknown[] | Promise<readonly unknown[]>;
  /** One answer per record, in order. A promise only where the code runs elsewhere: what is here costs no turn of the loop. */
  decode(records: readonly unknown[]): readonly DecodedOrFailed[] | Promise<readonly DecodedOrFailed[]>;
  /** Which streams the records say have something new. */
  wakes(records: readonly unknown[]): readonly string[] | Promise<readonly string[]>;
  /** Which of the records lack something. */
  needs(records: readonly unknown[]): readonly boolean[] | Promise<readonly boolean[]>;
  complete(record: unknown, signal: AbortSignal): Promise<unknown>;
  pull(
    stream: string,
    cursor: Json | undefined,
    signal: AbortSignal,
    progress: PullContext<unknown>["progress"],
  ): AsyncIterable<Page<unknown>>;
  /** The records that a file's rows hold, in order, in pages. No more rows are taken than are needed for them. */
  read(rows: AsyncIterable<TableRow>, signal?: AbortSignal): AsyncIterable<readonly unknown[]>;
}

/** The parts of a webhook that are data, with what holds where it says nothing. */
export function hostedWebhook(
  { secrets, accepts, keeps, methods, acknowledge }: Omit<WebhookEntry, "wakes">,
  wakes: boolean,
): HostedWebhook {
  return {
    secrets,
    accepts: accepts ?? ["application/json"],
    keeps: keeps ?? [],
    methods: methods ?? ["POST"],
    acknowledge,
    wakes,
  };
}
