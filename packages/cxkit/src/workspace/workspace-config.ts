import type {
  BelowTargetParams,
  CaseOptions,
  ChangedParams,
  FalseAlarmOptions,
  NeedsPersonParams,
  Routing,
  WatchedRule,
} from "@cxkit/alerts";
import type { AlipayConfig } from "@cxkit/channels/alipay";
import type { AppStoreConfig } from "@cxkit/channels/app-store";
import type { CloudEventsConfig } from "@cxkit/channels/cloudevents";
import type { FeishuConfig } from "@cxkit/channels/feishu";
import type { FormbricksConfig } from "@cxkit/channels/formbricks";
import type { GooglePlayConfig } from "@cxkit/channels/google-play";
import type { SegmentConfig } from "@cxkit/channels/segment";
import type { SurveyMonkeyConfig } from "@cxkit/channels/surveymonkey";
import type { TwilioSmsConfig } from "@cxkit/channels/twilio-sms";
import type { TypeformConfig } from "@cxkit/channels/typeform";
import type { WebhookMapping } from "@cxkit/channels/webhook";
import type { ZendeskConfig } from "@cxkit/channels/zendesk";
import type { WechatConfig } from "@cxkit/channels/wechat";
import type { WecomConfig } from "@cxkit/channels/wecom";
import type { Channel, Journey, Metric, Notifier, PluginLimits, Scale } from "@cxkit/core";
import type { HostLimits } from "@cxkit/host";
import type { EmailConfig, StandardWebhooksConfig, TerminalConfig } from "@cxkit/notifiers";
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
  /** Folders and archives (`.tgz`) of plugins, beside those that the project depends on. */
  readonly plugins?: readonly string[];
  /** Settings of plugins that have some, by their ids: `acme.reviews`. */
  readonly pluginSettings?: { readonly [plugin: string]: unknown };
  /** What plugins may use at most, by their ids, in place of what they ask for. */
  readonly pluginLimits?: { readonly [plugin: string]: PluginLimits };
  /** What is done where nothing but our own code keeps plugins of others from what is not theirs. Default: they are not run. */
  readonly isolation?: { readonly advisory?: "refuse" | "accept" };
  /** Where events are kept. Default: a DuckDB file in the workspace's own folder. A plugin's runs in this process. */
  readonly store?: StoreSettings;
  /** The journey that touchpoints and stages come from, or a plugin's. Default: research, select, purchase, use, repurchase. */
  readonly journey?: Journey | PluginName;
  /** Where word comes in, each under a name of its own, which is part of the webhook's address. */
  readonly connections: { readonly [id: string]: ConnectionSettings };
  /** What is measured; rules and `cxkit measure` name these. */
  readonly scores?: { readonly [id: string]: ScoreSettings };
  /** What is watched. */
  readonly rules?: { readonly [id: string]: RuleSettings };
  /** Who has a case. Without it, the first of `people` has them all. */
  readonly routing?: Partial<Routing>;
  /** How long people have for a case. */
  readonly cases?: CaseOptions;
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

/** A channel in use: one that comes with cxkit, by its name, or one of your own. */
export type ConnectionSettings = ConnectionKeys &
  (
    | { readonly channel: "typeform"; readonly config: TypeformConfig }
    | { readonly channel: "formbricks"; readonly config: FormbricksConfig }
    | { readonly channel: "zendesk"; readonly config: ZendeskConfig }
    /** The secret `authToken` proves requests and asks messages for their time. */
    | { readonly channel: "twilio-sms"; readonly config: TwilioSmsConfig }
    /** JSON of any shape, signed as Standard Webhooks are. For other signatures, hand in `webhook({ signature })`. */
    | { readonly channel: "webhook"; readonly config: WebhookMapping }
    | { readonly channel: "cloudevents"; readonly config: CloudEventsConfig }
    | { readonly channel: "segment"; readonly config: SegmentConfig }
    | { readonly channel: "surveymonkey"; readonly config: SurveyMonkeyConfig }
    | { readonly channel: "app-store"; readonly config: AppStoreConfig }
    | { readonly channel: "google-play"; readonly config: GooglePlayConfig }
    | { readonly channel: "feishu"; readonly config: FeishuConfig }
    | { readonly channel: "alipay"; readonly config: AlipayConfig }
    | { readonly channel: "wechat"; readonly config: WechatConfig }
    | { readonly channel: "wecom"; readonly config: WecomConfig }
    | { readonly channel: "survey-csv" | "qualtrics-csv"; readonly config?: undefined }
    | { readonly channel: Channel | PluginName; readonly config?: unknown }
  );

/** A contribution of a plugin: `acme.reviews/feedback`. Where only one plugin has it, its own id will do outside of TypeScript. */
export type PluginName = `${string}.${string}/${string}`;

/** A store of a plugin. */
export interface StoreSettings {
  readonly store: PluginName;
  readonly config?: unknown;
}

/** What every connection can say. */
export interface ConnectionKeys {
  readonly secrets?: SecretSettings;
  /** For channels that read files: a folder beside the configuration that is watched. */
  readonly inbox?: string;
  /** For channels that read files: where the meaning of columns is kept. Default `mappings/<id>.json`, beside the configuration. */
  readonly mapping?: string;
  /** How often each pulled stream is asked, in seconds. Default 900. */
  readonly pullEvery?: number;
  /** Takes requests that nobody signed; the workspace then listens only where nobody else can reach it. */
  readonly unsigned?: boolean;
  /** For channels of plugins: sources that another channel told before, and that the plugin tells from now on: `typeform:form/abc`. */
  readonly sources?: readonly string[];
}

/** Channels that come with cxkit. */
export type BuiltInChannel = Exclude<Extract<ConnectionSettings["channel"], string>, PluginName>;

/** Something that is measured: a metric of an item, or a metric of your own. */
export type ScoreSettings =
  | { readonly metric: Metric; readonly title?: string }
  /** A plugin's, of the item that it names, or of another one. */
  | { readonly metric: PluginName; readonly item?: string; readonly title?: string }
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

/** A way of telling somebody: one that comes with cxkit, by its name, or one of your own. */
export type NotifierSettings = { readonly secrets?: SecretSettings } & (
  | { readonly notifier: "standard-webhooks"; readonly config: StandardWebhooksConfig }
  /** The secret `smtp` is the server's address with user and password: `smtps://user:password@mail.example.com`. */
  | { readonly notifier: "email"; readonly config: EmailConfig }
  | { readonly notifier: "terminal"; readonly config?: TerminalConfig }
  | { readonly notifier: Notifier | PluginName; readonly config?: unknown }
);

/** Notifiers that come with cxkit. */
export type BuiltInNotifier = Exclude<Extract<NotifierSettings["notifier"], string>, PluginName>;

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

/**
 * What is watched, as data (`kind` with its parameters beside what is watched), or a rule of your own. `metric` is one of `scores`.
 */
export type RuleSettings = RuleData | PluginRule | Omit<WatchedRule, "id">;

/** A kind of rule of a plugin, with what is to be otherwise than it says itself. */
export type PluginRule = Pick<WatchedRule, WatchedKeys> & {
  readonly kind: PluginName;
  readonly metric?: string;
  readonly [parameter: string]: unknown;
};

/** A rule as data: its kind, its parameters, and what it watches. */
export type RuleData = Pick<WatchedRule, WatchedKeys> &
  (
    | ({ readonly kind: "needs-person" } & NeedsPersonParams)
    | ({ readonly kind: "below-target"; readonly metric: string } & Asked<BelowTargetParams, "target">)
    | ({ readonly kind: "changed"; readonly metric: string } & Partial<ChangedParams> & FalseAlarmOptions)
  );

/** Parameters of a rule of which some have to be said. */
export type Asked<Params, Key extends keyof Params> = Pick<Params, Key> & Partial<Params> & FalseAlarmOptions;

/** What can be said of how a rule watches. */
export type WatchedKeys =
  | ("title" | "window" | "every" | "by" | "where" | "for" | "recoverAfter" | "silentAfter" | "silences")
  | ("openCase" | "fresh" | "most" | "owner" | "severity");
