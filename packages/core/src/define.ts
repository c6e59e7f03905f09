import type { AlertRule } from "./alert-rule.ts";
import type { Channel } from "./channel.ts";
import type { Command } from "./command.ts";
import type { Journey } from "./journey.ts";
import type { Json } from "./json.ts";
import type { Metric } from "./metric.ts";
import type { Notifier } from "./notifier.ts";
import type { Report } from "./report.ts";
import type { StandardSchema } from "./standard-schema.ts";
import type { StoreDefinition } from "./store.ts";
import type { Tally } from "./tally.ts";
import type { TextAnalyzer } from "./text-analyzer.ts";

/** A contribution that says what it is, so that tools find it among a module's exports. Told by `kind` and `spec`, never by `instanceof`. */
export type Defined<Contribution, Kind extends string> = Contribution & {
  readonly kind: Kind;
  readonly spec: "v1";
};

/**
 * A channel, with the type of its configuration taken from its schema.
 *
 * @example defineChannel({ id: "hello", title: "Hello", config: { "~standard": { version: 1, vendor: "own", validate: () => ({ value: {} }) } }, decode: () => ({ events: [], setAside: [] }) }).kind // => "channel"
 */
export function defineChannel<Config, Raw>(
  channel: Channel<Config, Raw>,
): Defined<Channel<Config, Raw>, "channel"> {
  return { ...channel, kind: "channel", spec: "v1" };
}

/** A notifier. */
export function defineNotifier<Config>(notifier: Notifier<Config>): Defined<Notifier<Config>, "notifier"> {
  return { ...notifier, kind: "notifier", spec: "v1" };
}

/** A metric with code. One that is a score per scale point needs none: write it as data. */
export function defineMetric<T extends Tally>(metric: Metric<T>): Defined<Metric<T>, "metric"> {
  return { ...metric, kind: "metric", spec: "v1" };
}

/** An alert rule with code. One that is a known kind with other parameters needs none: write it as data. */
export function defineAlertRule<Params, State extends Json>(
  rule: AlertRule<Params, State>,
): Defined<AlertRule<Params, State>, "alert-rule"> {
  return { ...rule, kind: "alert-rule", spec: "v1" };
}

/** A report. */
export function defineReport<Params, Model>(
  report: Report<Params, Model>,
): Defined<Report<Params, Model>, "report"> {
  return { ...report, kind: "report", spec: "v1" };
}

/** A command. */
export function defineCommand<Params, Result>(
  command: Command<Params, Result>,
): Defined<Command<Params, Result>, "command"> {
  return { ...command, kind: "command", spec: "v1" };
}

/** A text analyzer. */
export function defineTextAnalyzer<Params>(
  analyzer: TextAnalyzer<Params>,
): Defined<TextAnalyzer<Params>, "text-analyzer"> {
  return { ...analyzer, kind: "text-analyzer", spec: "v1" };
}

/** A store that a workspace can name. */
export function defineStore<Config>(
  store: StoreDefinition<Config>,
): Defined<StoreDefinition<Config>, "store"> {
  return { ...store, kind: "store", spec: "v1" };
}

/** Settings that hold for a whole plugin. */
export interface PluginConfiguration<Settings = unknown> {
  readonly schema: StandardSchema<unknown, Settings>;
}

/** Settings that hold for a whole plugin: its contributions get them as `context.settings`. */
export function defineConfiguration<Settings>(
  configuration: PluginConfiguration<Settings>,
): Defined<PluginConfiguration<Settings>, "configuration"> {
  return { ...configuration, kind: "configuration", spec: "v1" };
}

/** A metric or an alert rule that is data, as it goes into a manifest; `data` is what `scoreMetric` or a workspace's `rules` take. */
export interface DataContribution {
  readonly id: string;
  readonly title: string;
  readonly data: { readonly [key: string]: Json };
}

/** A metric as data, for a manifest. */
export function defineMetricData(metric: DataContribution): Defined<DataContribution, "metric-data"> {
  return { ...metric, kind: "metric-data", spec: "v1" };
}

/** An alert rule as data, for a manifest. */
export function defineAlertRuleData(rule: DataContribution): Defined<DataContribution, "alert-rule-data"> {
  return { ...rule, kind: "alert-rule-data", spec: "v1" };
}

/** A journey, for a manifest. */
export function defineJourney(journey: Journey): Defined<{ readonly journey: Journey }, "journey"> {
  return { journey, kind: "journey", spec: "v1" };
}
