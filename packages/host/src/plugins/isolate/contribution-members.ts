import type {
  Channel,
  Command,
  CommandContext,
  DecodeContext,
  Instant,
  Notification,
  Notifier,
  ProposeContext,
  PullContext,
  RawRequest,
  Report,
  Store,
  StoreDefinition,
  TableRow,
  TextAnalyzer,
} from "@cxkit/core";
import type { ContributionReference, RunnerServices } from "../runner.ts";
import { metricMembers } from "./metric-members.ts";
import { pluginError } from "./plugin-error.ts";
import { ruleMembers } from "./rule-members.ts";

/** What a member is called with. */
export interface MemberCall {
  /** The configuration or the parameters, as the contribution's own schema made them. */
  readonly config: unknown;
  readonly settings?: unknown;
  readonly services: RunnerServices;
  readonly signal: AbortSignal;
}

type Member = (definition: never, call: MemberCall, args: never) => unknown;

/**
 * The members that can be called, by kind. Configuration and parameters never stand among the arguments: they are the call's `config`.
 *
 * | kind | member | arguments | answer |
 * | --- | --- | --- | --- |
 * | channel | `instruments` | – | instruments |
 * | channel | `decode` | records | for each record its `Decoded`, or `{ failed: name }` |
 * | channel | `webhook.verify` | request, now | `Verified` or `Refused` |
 * | channel | `webhook.records` | request | records |
 * | channel | `webhook.dedupeKey` | records | a key for each |
 * | channel | `webhook.wakes` | records | streams, each once |
 * | channel | `hydrate.needs` | records | for each whether it lacks something |
 * | channel | `hydrate.complete` | record | record |
 * | channel | `streams.primaryKey` | stream, records | a key for each |
 * | channel | `file.recognise`; `file.propose` | head, name; head, context | 0…1; proposal: both before there is a configuration |
 * | notifier | `deliver` | notification | receipt |
 * | metric | `fold`; `estimates`; `compare` | cells with rows; tallies, options; pairs of tallies, options | one for each |
 * | alert-rule | `against`; `judge.events`; `judge.windows` | –; events, state; windows | earlier window; state and findings; one for each |
 * | report | `data`; `render` | –; model, format | model; text |
 * | command | `run` | – | its result |
 * | text-analyzer | `analyze` | batch | findings |
 * | store | `open` | context | the open store; in the host's own process alone |
 */
export const members: {
  readonly [kind in ContributionReference["kind"]]: { readonly [member: string]: Member };
} = {
  channel: {
    instruments: (channel: Channel, { config }) => channel.instruments?.(config) ?? [],
    decode: decodeAll,
    "webhook.verify": (channel: Channel, call, [request, now]: [RawRequest, Instant]) =>
      webhookOf(channel).verify(request, call.services.secrets, now, call.config),
    "webhook.records": (channel: Channel, _, [request]: [RawRequest]) => webhookOf(channel).records(request),
    "webhook.dedupeKey": (channel: Channel, _, [records]: [readonly unknown[]]) =>
      records.map((raw) => webhookOf(channel).dedupeKey(raw)),
    "webhook.wakes": (channel: Channel, _, [records]: [readonly unknown[]]) => [
      ...new Set(records.flatMap((raw) => webhookOf(channel).wakes?.(raw) ?? [])),
    ],
    "hydrate.needs": (channel: Channel, _, [records]: [readonly unknown[]]) =>
      records.map((raw) => channel.hydrate?.needs(raw) ?? false),
    "hydrate.complete": (channel: Channel, call, [raw]: [unknown]) =>
      channel.hydrate ? channel.hydrate.complete(raw, pullContext(call)) : raw,
    "streams.primaryKey": (channel: Channel, _, [stream, records]: [string, readonly unknown[]]) =>
      records.map((raw) => streamOf(channel, stream).primaryKey(raw)),
    "file.recognise": (channel: Channel, _, [head, name]: [readonly TableRow[], string]) =>
      fileOf(channel).recognise(head, name),
    "file.propose": (channel: Channel, _, [head, context]: [readonly TableRow[], ProposeContext<unknown>]) =>
      fileOf(channel).propose(head, context),
  },
  notifier: {
    deliver: (notifier: Notifier, call, [notification]: [Notification]) =>
      notifier.deliver(notification, {
        ...base(call),
        http: call.services.http,
        secrets: call.services.secrets,
        now: call.services.now,
        signal: call.signal,
      }),
  },
  metric: metricMembers,
  "alert-rule": ruleMembers,
  report: {
    data: (report: Report, { config, services }) => report.data(storeOf(services) as Store, config),
    render: (report: Report, _, [model, format]: Parameters<Report["render"]>) =>
      report.render(model, format),
  },
  command: {
    run: (command: Command, { config, services, signal, settings }) =>
      command.run(config, {
        ...(settings !== undefined && { settings }),
        signal,
        now: services.now,
        store: storeOf(services),
        http: services.http,
      }),
  },
  "text-analyzer": {
    analyze: (analyzer: TextAnalyzer, { config }, [batch]: [Parameters<TextAnalyzer["analyze"]>[0]]) =>
      analyzer.analyze(batch, config),
  },
  store: {
    open: (store: StoreDefinition, { config }, [context]: [{ readonly directory: string }]) =>
      store.open(config, context),
  },
};

/** What a pull and a completion may use. */
export function pullContext(call: MemberCall): PullContext<unknown> {
  const { services, signal } = call;
  return {
    ...decodeContext(call),
    http: services.http,
    secrets: services.secrets,
    token: services.token,
    now: services.now,
    signal,
    progress: (seen) => services.progress?.(seen),
  };
}

/** What a channel reads files with. @throws {CxError} `unsupported` when it reads none */
export function fileOf(channel: Channel): NonNullable<Channel["file"]> {
  if (!channel.file) throw pluginError("unsupported", `channel ${channel.id} reads no files`);
  return channel.file;
}

/** A stream of a channel's. @throws {CxError} `invalid-setup` when it has none of that name */
export function streamOf(channel: Channel, name: string): NonNullable<Channel["streams"]>[string] {
  const { streams = {} } = channel;
  const stream = Object.hasOwn(streams, name) ? streams[name] : undefined;
  if (!stream) throw pluginError("invalid-setup", `channel ${channel.id} has no stream ${name}`);
  return stream;
}

function base({ config, settings }: MemberCall): { readonly config: unknown; readonly settings?: unknown } {
  return { config, ...(settings !== undefined && { settings }) };
}

/** What a record, and the rows of a file, are read with. */
export function decodeContext(call: MemberCall): DecodeContext {
  const { subject, fingerprint } = call.services;
  return { ...base(call), subject, fingerprint };
}

function decodeAll(channel: Channel, call: MemberCall, [records]: readonly [readonly unknown[]]): unknown {
  const context = decodeContext(call);
  return records.map((raw) => {
    try {
      const decoded: unknown = channel.decode(raw, context);
      return decoded instanceof Promise ? { failed: "Promise" } : decoded;
    } catch (thrown) {
      // Not what it says: a message may quote the record.
      return { failed: thrown instanceof Error ? thrown.name : typeof thrown };
    }
  });
}

function webhookOf(channel: Channel): NonNullable<Channel["webhook"]> {
  if (!channel.webhook) throw pluginError("unsupported", `channel ${channel.id} takes no requests`);
  return channel.webhook;
}

function storeOf({ store }: RunnerServices): CommandContext["store"] {
  if (store) return store;
  const refuse = (): never => {
    throw pluginError("unsupported", "what is stored is not for this contribution", {
      trouble: "capability",
    });
  };
  return { items: refuse, tally: refuse, events: refuse };
}
