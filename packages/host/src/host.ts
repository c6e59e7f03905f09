import type {
  AlertView,
  CaseAction,
  CaseView,
  EventDraft,
  Instant,
  Json,
  Notification,
  RawRequest,
  Reply,
  TableRow,
} from "@cxkit/core";

/**
 * A workspace at work: receives, journals, decodes, stores, judges and notifies, in this process. It opens no port and reads no
 * environment; whoever embeds it hands it requests and calls `tick`, or lets `start` do that.
 */
export interface Host extends AsyncDisposable {
  /**
   * Takes a request for a connection: verify → journal → acknowledge. What the producer wants to hear, once the request is on disk;
   * otherwise 4xx with a counted reason, or 503 while the disk or the flow cannot take more. Never throws for what came.
   */
  receive(connection: string, request: RawRequest): Promise<Reply>;
  /** Takes records that were read from a file, in pages. What `append` has resolved is on disk; `end` waits until all is decoded. */
  ingest(connection: string, file?: { readonly name: string; readonly config?: unknown }): Ingestion;
  /** Takes events that were made here, such as steps of cases; they go the way of every event. */
  add(drafts: readonly EventDraft[]): Promise<void>;
  /** Does what is due: evaluates windows, reminds, pulls, tries deliveries again. Returns when it is done. */
  tick(): Promise<void>;
  /** Ticks by itself, whenever something is due, until disposal. */
  start(): void;
  /** Resolves when all that was acknowledged so far is stored and judged, and each new notification was tried once. */
  settled(): Promise<void>;
  status(): HostStatus;
  readonly quarantine: Quarantine;
  readonly cases: Cases;
  alerts(): readonly AlertView[];
  /** Notifications that were not delivered yet, and those given up on. */
  notifications(): readonly QueuedNotification[];
  /** Queues dead letters again, as if they were new: all, or those with these idempotency keys. Returns how many. */
  retry(keys?: readonly string[]): Promise<number>;
  /**
   * Removes a person from journal, store, quarantine and vault, so that no byte of them stays, and remembers that they are gone.
   *
   * @param who the key as events carry it, or what it was made from (`email`, `ada@example.com`)
   */
  erase(
    who: { readonly subject: string } | { readonly kind: string; readonly value: string },
  ): Promise<HostErased>;
}

/** Records on their way from a file. */
export interface Ingestion {
  append(records: readonly unknown[]): Promise<void>;
  /**
   * Appends what a file's rows hold: the connection's channel reads them, wherever its code runs, with the file's configuration.
   *
   * @param rows taken as they are needed, so that a file may be longer than memory
   * @throws {CxError} of the rows, or of the channel: what was appended before stays, and is known when the file comes again
   */
  read(rows: AsyncIterable<TableRow>, signal?: AbortSignal): Promise<void>;
  end(): Promise<IngestionCounts>;
}

/** What became of a file's records. */
export interface IngestionCounts {
  readonly records: number;
  readonly appended: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly setAside: number;
}

/** What was erased. */
export interface HostErased {
  readonly subject: string;
  readonly events: number;
  readonly journalEntries: number;
}

/** How the host is. */
export interface HostStatus {
  readonly state: "running" | "failed" | "stopped";
  /** Why it takes nothing any more. */
  readonly failure?: string;
  readonly since: Instant;
  readonly journal: { readonly entries: number; readonly bytes: number };
  /** Entries acknowledged but not stored yet. */
  readonly backlog: number;
  readonly connections: {
    readonly [id: string]: {
      readonly received: number;
      readonly appended: number;
      readonly duplicates: number;
      readonly conflicts: number;
      readonly setAside: number;
      readonly refused: { readonly [reason: string]: number };
      /** Requests by which a producer asked whether the address is ours. */
      readonly challenges: number;
      /** Pulls that brought as much as one may bring, and go on at the next. */
      readonly pullsCutShort: number;
      /** Records whose producer is still to be asked for what they lack. */
      readonly incomplete: number;
      /** What keeps it from working now. */
      readonly troubles: readonly ConnectionTrouble[];
      readonly lastReceived: Instant | null;
    };
  };
  readonly notifications: { readonly waiting: number; readonly delivered: number; readonly dead: number };
  readonly cases: { readonly open: number; readonly overdue: number };
}

/** What keeps a connection from working, and when it is tried again. */
export interface ConnectionTrouble {
  readonly stage: "pull" | "hydrate" | "plugin";
  readonly stream?: string;
  /** Kind of trouble (`auth`, `rate-limited`), or the code or name of an error; of a plugin, why it cannot be used. */
  readonly trouble: string;
  readonly failures: number;
  /** `null`: not before something changes. */
  readonly next: Instant | null;
}

/** Records that could not be used, kept with the journal so that they can be tried again after a fix. */
export interface Quarantine {
  list(): readonly QuarantinedRecord[];
  /** The record itself, as the channel got it. */
  show(id: string): Promise<{ readonly record: QuarantinedRecord; readonly raw: Json }>;
  /** Decodes again: all, or those named. What is right now goes on as if it had just come. */
  replay(
    ids?: readonly string[],
  ): Promise<{ readonly replayed: number; readonly resolved: number; readonly left: number }>;
}

/** One record, or one value of it, that was set aside. */
export interface QuarantinedRecord {
  /** Journal number and place in it: `17.0`. */
  readonly id: string;
  readonly connection: string;
  readonly received: Instant;
  readonly path: string;
  readonly reason: string;
  readonly message: string;
}

/** Cases, and what people do to them. */
export interface Cases {
  list(): readonly CaseView[];
  get(id: string): CaseView | undefined;
  act(action: CaseAction): Promise<CaseView>;
  /**
   * What the customer said, as the case is about it, contact details masked where the host was given a `mask`; `null` when it is gone or
   * the case is about nothing told.
   */
  words(id: string): Promise<string | null>;
  /** How to reach the customer. Looking is an event. */
  contact(
    id: string,
    by: string,
  ): Promise<
    | {
        readonly kind: "vault";
        readonly details: readonly { readonly kind: string; readonly value: string }[];
      }
    | { readonly kind: "producer"; readonly url: string }
    | { readonly kind: "not-contactable" }
  >;
  /** What a signed link asks for; shows, and changes nothing. */
  link(token: string): CaseLink | LinkRefusal;
  /** Does what a signed link asks for, once. */
  follow(token: string, note?: string): Promise<CaseView | LinkRefusal>;
}

/** What a link in a message stands for. */
export interface CaseLink {
  readonly ok: true;
  readonly case: CaseView;
  readonly action: "acknowledge" | "note" | "close";
  readonly owner: string;
}

/** Why a link is of no use. */
export interface LinkRefusal {
  readonly ok: false;
  readonly reason: "invalid" | "expired" | "used" | "not-possible";
}

/** A notification on its way. */
export interface QueuedNotification {
  readonly notification: Notification;
  readonly notifier: string;
  readonly attempts: number;
  readonly state: "waiting" | "dead";
  readonly next: Instant | null;
  readonly lastFailure?: string;
}
