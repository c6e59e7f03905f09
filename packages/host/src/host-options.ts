import type {
  AlertEngine,
  Channel,
  Http,
  Instant,
  Instrument,
  Journey,
  Json,
  Notifier,
  Secrets,
  Store,
} from "@cxkit/core";
import type { HostedChannel } from "./plugins/hosted-channel.ts";

/** What a host is made of. Everything that can vary is handed in; nothing is looked up. */
export interface HostOptions {
  /** Folder of the journal, the ledger and the vault. One host at a time. */
  readonly directory: string;
  /** Where events go. The host closes it. */
  readonly store: Store;
  readonly connections: readonly Connection[];
  /** What judges; without one, nothing alerts. */
  readonly engine?: AlertEngine;
  readonly notifiers?: readonly NotifierConnection[];
  /** Who can own something and how they hear of it. */
  readonly people?: readonly Person[];
  /** Id of the person who is told what nobody else can be told. Without one it becomes a dead letter, with the reason. */
  readonly fallback?: string;
  /** At least 32 bytes, kept where secrets are kept: subjects, links and the vault depend on it. There is no default. */
  readonly key: Uint8Array;
  /** Instruments besides those that channels declare. */
  readonly instruments?: readonly Instrument[];
  /** Puts touchpoints and stages on events whose channel did not. */
  readonly journey?: Journey;
  /** Where people reach this workspace: the beginning of every link. */
  readonly publicUrl?: string;
  /** Masks contact details in the customer's words before they leave in a notification. Default: the words do not leave. */
  readonly mask?: (words: string) => string;
  readonly language?: "en" | "zh";
  readonly limits?: Partial<HostLimits>;
  readonly now?: () => Instant;
  /** The network for notifiers and pulls. Default: `guardedHttp()`, which refuses private addresses. */
  readonly http?: Http;
  /** Calls after some milliseconds; what it returns takes the call back. Default: the platform's, which keeps no process alive. */
  readonly timer?: (run: () => void, milliseconds: number) => () => void;
  /** What this process is, for whoever finds the folder taken. Default `host`. */
  readonly command?: string;
  /** Told of what happens; never of a secret, an address or the words of a customer. */
  readonly log?: (entry: LogEntry) => void;
}

/** A channel in use: with its configuration, its secrets and a name of its own. */
export interface Connection {
  /** Kebab-case; part of the webhook's address and of every error: `survey`. */
  readonly id: string;
  /** One that was imported, whose code runs in this process; or a plugin's, whose code runs elsewhere. */
  readonly channel: Channel | HostedChannel;
  /** Validated by the channel's own schema when the host opens. */
  readonly config: unknown;
  readonly secrets?: Secrets;
  /** Settings of the plugin that the channel is from. */
  readonly settings?: unknown;
  /** How often each pulled stream is asked, in seconds. Default 900. */
  readonly pullEvery?: number;
  /** Takes requests that nobody signed; a host then listens only where nobody else can reach it. */
  readonly unsigned?: boolean;
  /**
   * Sources that the plugin may tell although another channel told them before: `typeform:form/abc`. They are the plugin's from then on.
   * For channels of plugins alone; every other may tell any.
   */
  readonly sources?: readonly string[];
}

/** A notifier in use. */
export interface NotifierConnection {
  readonly id: string;
  readonly notifier: Notifier;
  readonly config: unknown;
  readonly secrets?: Secrets;
}

/** Somebody who can own a case. */
export interface Person {
  /** What routing calls them: `logistics`. */
  readonly id: string;
  /** Ids of notifier connections. */
  readonly notify: readonly string[];
  /** Where they are reached, for notifiers that need it. */
  readonly address?: string;
}

/** What the host takes at most. */
export interface HostLimits {
  /** Bytes of a request's body. Default 1 MiB. */
  readonly bodyBytes: number;
  /** Records of a request. Default 10 000. */
  readonly records: number;
  /** Entries acknowledged but not decoded, above which requests are answered 503. Default 10 000. */
  readonly backlog: number;
  /** Attempts to deliver a notification before it is a dead letter. Default 12, over about a day and a half. */
  readonly attempts: number;
  /** Pages of one stream in one pull. At any of these three the pull ends behind its last cursor, until it is due again. Default 10 000. */
  readonly pullPages: number;
  /** Records of one stream in one pull. Default 1 000 000. */
  readonly pullRecords: number;
  /** Bytes of one stream in one pull, as JSON. Default 256 MiB. */
  readonly pullBytes: number;
  /** Sources that one plugin may be the first to tell. Default 10 000. */
  readonly sources: number;
}

/** One line of what happens. */
export interface LogEntry {
  readonly level: "info" | "warn" | "error";
  /** Stable code: `started`, `refused`, `set-aside`, `delivered`, `dead-letter`… */
  readonly event: string;
  /** Whose it is: a connection, a rule, a notifier. */
  readonly contribution?: string;
  readonly facts?: { readonly [name: string]: Json };
}
