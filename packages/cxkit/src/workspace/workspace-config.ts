import type { Channel, Journey, Metric, Notifier, Scale } from "@cxkit/core";
import type { HostLimits } from "@cxkit/host";
import type { EnvironmentHandle } from "./env.ts";

/**
 * A workspace as it is written down in `cxkit.config.ts`: where word comes in, what is measured, what is watched, and who is told.
 * Secrets are named, never written: `env("NAME")`.
 */
export interface WorkspaceConfig {
  /** What people call it: `Shop`. */
  readonly name: string;
  /** IANA time zone in which days and weeks begin: `Europe/Berlin`. */
  readonly zone: string;
  /** Language of messages and pages. Default `en`. */
  readonly language?: "en" | "zh";
  /** Key of customers' pseudonyms, of links and of the vault: at least 32 bytes as base64 or hex. Keep it; there is no other way back. */
  readonly key: EnvironmentHandle;
  /** Where people and producers reach this workspace: the beginning of every link, and what producers sign. */
  readonly publicUrl?: string;
  /** The journey that touchpoints and stages come from. Default: research, select, purchase, use, repurchase. */
  readonly journey?: Journey;
  /** Where word comes in, each under a name of its own, which is part of the webhook's address. */
  readonly connections: { readonly [id: string]: ConnectionSettings };
  /** What is measured; rules and `cxkit measure` name these. */
  readonly scores?: { readonly [id: string]: ScoreSettings };
  /** What is watched. */
  readonly rules?: { readonly [id: string]: RuleSettings };
  /** Who has a case: the first that fits. */
  readonly routing?: RoutingSettings;
  /** Who can have a case, and how they hear of it. */
  readonly people?: { readonly [id: string]: PersonSettings };
  /** Ways of telling somebody. */
  readonly notifiers?: { readonly [id: string]: NotifierSettings };
  /** Where `cxkit run` listens. Default: `127.0.0.1`, port 8787. */
  readonly listen?: ListenSettings;
  readonly limits?: Partial<HostLimits>;
}

/** Secrets by the names that a channel or notifier gives them; several under one name while one is being changed. */
export interface SecretSettings {
  readonly [name: string]: EnvironmentHandle | readonly EnvironmentHandle[];
}

/** A channel in use. */
export interface ConnectionSettings {
  /** The name of a channel that comes with cxkit, or a channel itself. */
  readonly channel: BuiltInChannel | Channel;
  /** What the channel wants to know. */
  readonly config?: unknown;
  readonly secrets?: SecretSettings;
  /** For channels that read files: a folder beside the configuration that is watched. */
  readonly inbox?: string;
  /** For channels that read files: where the meaning of columns is kept. Default `mappings/<id>.json`, beside the configuration. */
  readonly mapping?: string;
  /** How often each pulled stream is asked, in seconds. Default 900. */
  readonly pullEvery?: number;
  /** Takes requests that nobody signed; the workspace then listens only where nobody else can reach it. */
  readonly unsigned?: boolean;
}

/** Channels that come with cxkit. */
export type BuiltInChannel =
  | "typeform"
  | "webhook"
  | "cloudevents"
  | "segment"
  | "survey-csv"
  | "qualtrics-csv";

/** Something that is measured: a metric of an item, or a metric of your own. */
export type ScoreSettings =
  | { readonly metric: Metric; readonly title?: string }
  | {
      readonly metric: BuiltInMetric;
      /** The item whose answers are counted: `recommend`. */
      readonly item: string;
      readonly title?: string;
      /** Default: that of the answers where there are some, else the metric's own (0–10 for `nps`, 1–5, 1–7 for `ces`). */
      readonly scale?: Scale;
      readonly direction?: "higher-is-better" | "lower-is-better";
      /** `id@version`, where an item was asked in two ways. */
      readonly instrument?: string;
    };

/** Metrics that come with cxkit. `mean` is the mean rating. */
export type BuiltInMetric = "nps" | "csat" | "ces" | "mean";

/** Somebody who can have a case. */
export interface PersonSettings {
  /** Ids of notifiers. */
  readonly notify: readonly string[];
  /** Where they are reached, for notifiers that need it: an e-mail address. */
  readonly address?: string;
}

/** A way of telling somebody. */
export interface NotifierSettings {
  readonly notifier: BuiltInNotifier | Notifier;
  readonly config?: unknown;
  readonly secrets?: SecretSettings;
}

/** Notifiers that come with cxkit. */
export type BuiltInNotifier = "standard-webhooks" | "email" | "terminal";

/** Where to listen. */
export interface ListenSettings {
  /** Default `127.0.0.1`: this machine only. */
  readonly host?: string;
  /** Default 8787. */
  readonly port?: number;
  /** Addresses or networks (CIDR) of proxies whose `x-forwarded-for` is believed. Default: none. */
  readonly trustProxy?: readonly string[];
  /** Who shows it as a bearer token sees the details of `/health`. */
  readonly healthToken?: EnvironmentHandle;
}

/** A rule as data. */
export type RuleSettings = { readonly [key: string]: unknown };

/** Who has a case. */
export type RoutingSettings = { readonly [key: string]: unknown };
