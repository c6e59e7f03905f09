import type { Guarantee } from "./alert-rule.ts";
import type { Reply, CoverageNote } from "./channel.ts";
import type { Journey } from "./journey.ts";
import type { Json } from "./json.ts";
import type { Selection } from "./selection.ts";
import type { Unit } from "./estimate.ts";

/**
 * What a plugin says of itself under the key `cxkit` of its `package.json`. The author writes `id`, `capabilities` and `limits`;
 * `contributes` is generated from the definitions and checked for drift. A host reads all of it without running any of the plugin's code.
 */
export interface PluginManifest {
  readonly manifestVersion: 1;
  /** `publisher.name`, lower case: `acme.reviews`. */
  readonly id: string;
  readonly title?: string;
  readonly contributes: Contributes;
  readonly capabilities?: Capabilities;
  /** Only what cannot be derived: `onStart`, when the workspace starts. Everything else follows from `contributes`. */
  readonly activation?: readonly "onStart"[];
  readonly limits?: PluginLimits;
}

/** One entry per contribution, by kind. */
export interface Contributes {
  readonly channels?: readonly ChannelEntry[];
  readonly metrics?: readonly (MetricEntry | MetricDataEntry)[];
  readonly journeys?: readonly JourneyEntry[];
  readonly alertRules?: readonly (AlertRuleEntry | AlertRuleDataEntry)[];
  readonly notifiers?: readonly NotifierEntry[];
  readonly stores?: readonly StoreEntry[];
  readonly reports?: readonly ReportEntry[];
  readonly commands?: readonly CommandEntry[];
  readonly textAnalyzers?: readonly TextAnalyzerEntry[];
  /** JSON Schema of settings that hold for the whole plugin; code gets them as `context.settings`. */
  readonly configuration?: JsonSchema;
}

/** A kind of contribution, by its key in `contributes`. */
export type ContributionKind = Exclude<keyof Contributes, "configuration">;

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = { readonly [key: string]: Json };

/** What every entry says. */
export interface Entry {
  /** Kebab-case, unique within its kind in the plugin. */
  readonly id: string;
  readonly title: string;
  readonly spec: "v1";
}

/** Where the code of an entry is: a module of the package, relative to its folder, and the name of an export. */
export interface CodeEntry extends Entry {
  readonly module: string;
  readonly export: string;
}

/** A channel, as much of it as is data. */
export interface ChannelEntry extends CodeEntry {
  readonly config: JsonSchema;
  readonly webhook?: WebhookEntry;
  readonly streams?: { readonly [stream: string]: StreamEntry };
  /** Whether it completes thin records. */
  readonly hydrates?: true;
  /** Whether it reads files. */
  readonly file?: true;
  readonly coverage?: readonly CoverageNote[];
}

/** The parts of a webhook that are data. */
export interface WebhookEntry {
  readonly secrets: readonly string[];
  readonly accepts?: readonly string[];
  readonly keeps?: readonly string[];
  readonly methods?: readonly ("POST" | "GET")[];
  readonly acknowledge: Reply;
  /** Whether a record may say that streams have something new. */
  readonly wakes?: true;
}

/** The parts of a stream that are data. */
export interface StreamEntry {
  readonly title?: string;
  readonly mode?: "incremental" | "full";
  readonly lookback?: number;
}

/** A metric with code. */
export interface MetricEntry extends CodeEntry {
  readonly unit: Unit;
  readonly better: "higher" | "lower";
  readonly select: Selection;
  /** Whether it compares two windows. */
  readonly compares?: true;
}

/** A metric that is data: what to count, and what each scale point scores. */
export interface MetricDataEntry extends Entry {
  readonly data: { readonly [key: string]: Json };
}

/** A journey, which is always data. */
export interface JourneyEntry extends Entry {
  readonly data: Journey;
}

/** An alert rule with code. */
export interface AlertRuleEntry extends CodeEntry {
  readonly watches: "event" | "window";
  /** What it promises about false alarms. */
  readonly guarantee: Guarantee;
  readonly params: JsonSchema;
}

/** An alert rule that is data: a kind of rule and its parameters, as in a workspace's `rules`. */
export interface AlertRuleDataEntry extends Entry {
  readonly data: { readonly [key: string]: Json };
}

/** A notifier. */
export interface NotifierEntry extends CodeEntry {
  readonly config: JsonSchema;
}

/** A store. Runs in the host's process, and only when the operator names it. */
export interface StoreEntry extends CodeEntry {
  readonly config: JsonSchema;
}

/** A report. */
export interface ReportEntry extends CodeEntry {
  readonly formats: readonly ("html" | "json" | "text" | "csv")[];
  readonly params?: JsonSchema;
}

/** A command. */
export interface CommandEntry extends CodeEntry {
  readonly effects: "read" | "write" | "external";
  readonly params: JsonSchema;
}

/** A text analyzer. */
export interface TextAnalyzerEntry extends CodeEntry {
  readonly languages: readonly string[];
  readonly offline: boolean;
  readonly params: JsonSchema;
}

/** What a plugin asks for, each with a reason. What is not asked for and granted is refused. */
export interface Capabilities {
  readonly network?: readonly NetworkCapability[];
  readonly data?: readonly DataCapability[];
  readonly secrets?: readonly SecretCapability[];
  /** Run in the host's process instead of a fenced one, as stores do: only where the operator says so. */
  readonly inProcess?: { readonly why: string };
}

/** A place on the network. */
export interface NetworkCapability {
  /** An exact host (`api.example.com`), one leading wildcard label (`*.example.com`), or `${config:field}` for what the operator configured. */
  readonly host: string;
  /** Default: `GET` alone. */
  readonly methods?: readonly string[];
  readonly why: string;
}

/** What kind of data reaches the plugin's code, beyond what it reads itself. */
export interface DataCapability {
  readonly classes: readonly DataClass[];
  readonly why: string;
}

/**
 * Classes of what is told about people. `public`: what anybody may see (a review); `behavioural`: scores, actions, times, places on
 * the journey; `free-text`: their words; `contact`: how to reach them; `identifier`: keys that single somebody out.
 */
export type DataClass = "public" | "behavioural" | "free-text" | "contact" | "identifier";

/** A secret that the plugin works with. */
export interface SecretCapability {
  /** As the channel or notifier calls it: `webhook`, `token`. */
  readonly name: string;
  /** Hosts it may be sent to; none: it is for verifying and signing here. */
  readonly hosts?: readonly string[];
  readonly why: string;
}

/** What a plugin may use at most. More than the default is asked for and granted like everything else; an operator can lower and raise it. */
export interface PluginLimits {
  /** JavaScript heap in MB. Default 128. */
  readonly heapMb?: number;
  /** All memory in MB. Default 300. */
  readonly rssMb?: number;
  /** Milliseconds to start. Default 5000. */
  readonly startMs?: number;
  /** Milliseconds for one call. Default 30000. */
  readonly callMs?: number;
  /** Milliseconds without a page or progress before a stream counts as stuck. Default 60000. */
  readonly stallMs?: number;
}
