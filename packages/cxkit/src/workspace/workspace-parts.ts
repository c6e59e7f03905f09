import {
  type Channel,
  type Instrument,
  isCxError,
  type Journey,
  type LocalizedText,
  type Secret,
} from "@cxkit/core";
import type { AlertEngineOptions, ItemLabel, Routing } from "@cxkit/alerts";
import type { Connection, HostedChannel, NotifierConnection, Person } from "@cxkit/host";
import { fiveStageJourney } from "@cxkit/journeys";
import { type ConfigProblem, keyPath } from "./config-problem.ts";
import { channelOf, notifierOf, type TerminalSettings } from "./contributions.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Environment } from "./environment.ts";
import { fileConnection } from "./file-connection.ts";
import { type DeclaredItems, itemConflicts } from "./item-conflicts.ts";
import { journeyOf, scoreOf } from "./plugin-data.ts";
import { pluginConnection, pluginNotifierProblems } from "./plugin-settings.ts";
import { pluginRules } from "./plugin-rules.ts";
import { type SecretValues, secretValues } from "./secret-values.ts";
import { watchedRules } from "./watched-rules.ts";
import type { WorkspaceConnection, WorkspaceScore } from "./workspace.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";
import type { WorkspacePlugins } from "./workspace-plugins.ts";

/** What a configuration stands for, looked up and checked, but not at work yet. */
export interface WorkspaceParts {
  readonly key: Uint8Array;
  readonly connections: ReadonlyMap<string, WorkspaceConnection>;
  readonly scores: ReadonlyMap<string, WorkspaceScore>;
  readonly notifiers: readonly NotifierConnection[];
  readonly people: readonly Person[];
  readonly journey: Journey;
  readonly engine: AlertEngineOptions;
  readonly healthToken: Secret | null;
}

/**
 * Looks up everything that a configuration names: channels, notifiers, metrics, rules, people and secrets.
 *
 * @param problems where problems are put, each with its key: nothing is thrown for them
 */
export async function workspaceParts(
  config: WorkspaceConfig,
  environment: Environment,
  terminal: TerminalSettings,
  plugins: WorkspacePlugins,
  problems: ConfigProblem[],
): Promise<WorkspaceParts> {
  const values = secretValues(environment, problems);
  const key = values.key(config.key, "key") ?? new Uint8Array(32);
  const connections = await connectionsOf(config, values, plugins, problems);
  const scores = await scoresOf(config, plugins, problems);
  const notifiers = await notifiersOf(config, values, terminal, plugins, problems);
  const people = Object.entries(config.people ?? {}).map(([id, { notify, address }]) => ({
    id,
    notify,
    ...(address !== undefined && { address }),
  }));
  checkNotify(config, problems);
  const journey = (await attempt(journeyOf(config, plugins), "", problems)) ?? fiveStageJourney;
  const { rules: given, kinds } = await pluginRules(config.rules ?? {}, plugins, problems);
  const rules = watchedRules(given, scores, problems, brokenScores(config, scores), kinds);
  const engine: AlertEngineOptions = {
    rules,
    routing: routingOf(config, problems),
    language: config.language ?? "en",
    zone: config.zone,
    journey,
    items: await itemLabels([...connections.values()], problems),
    ...(config.cases && { cases: config.cases }),
  };
  const token = config.listen?.healthToken;
  const healthToken = token === undefined ? null : values.one(token, "listen.healthToken");
  return { key, connections, scores, notifiers, people, journey, engine, healthToken };
}

async function connectionsOf(
  { connections }: WorkspaceConfig,
  values: SecretValues,
  plugins: WorkspacePlugins,
  problems: ConfigProblem[],
): Promise<ReadonlyMap<string, WorkspaceConnection>> {
  const found = new Map<string, WorkspaceConnection>();
  for (const [id, settings] of Object.entries(connections)) {
    const path = `connections.${id}`;
    const secrets = values.all(settings.secrets, `${path}.secrets`);
    const channel = await attempt(channelOf(settings.channel, plugins), path, problems);
    if (!channel) continue;
    if (settings.inbox !== undefined && !channel.file)
      problems.push({ path: `${path}.inbox`, message: `channel ${channel.id} reads no files` });
    const used = fileConnection(channel);
    const own = "config" in used ? undefined : await pluginConnection(id, settings, plugins);
    if (own) problems.push(...own.problems);
    if ("config" in used) await checkSchema(used, settings.config, `${path}.config`, problems);
    checkSecrets(channel, settings, path, problems);
    const connection: Connection = {
      id,
      channel: used,
      config: settings.config,
      secrets,
      ...(own?.settings !== undefined && { settings: own.settings }),
      ...(settings.pullEvery !== undefined && { pullEvery: settings.pullEvery }),
      ...(settings.unsigned !== undefined && { unsigned: settings.unsigned }),
      ...(settings.sources !== undefined && { sources: settings.sources }),
    };
    found.set(id, { id, settings, channel, connection });
  }
  return found;
}

async function scoresOf(
  { scores = {} }: WorkspaceConfig,
  plugins: WorkspacePlugins,
  problems: ConfigProblem[],
): Promise<ReadonlyMap<string, WorkspaceScore>> {
  const found = new Map<string, WorkspaceScore>();
  for (const [id, settings] of Object.entries(scores)) {
    const metric = await attempt(scoreOf(id, settings, plugins), `scores.${id}`, problems);
    if (metric) found.set(id, { id, settings, metric });
  }
  return found;
}

async function notifiersOf(
  { notifiers = {}, zone }: WorkspaceConfig,
  values: SecretValues,
  terminal: TerminalSettings,
  plugins: WorkspacePlugins,
  problems: ConfigProblem[],
): Promise<readonly NotifierConnection[]> {
  const found: NotifierConnection[] = [];
  for (const [id, { notifier: given, config, secrets: settings = {} }] of Object.entries(notifiers)) {
    const path = `notifiers.${id}`;
    const secrets = values.all(settings, `${path}.secrets`);
    const notifier = await attempt(
      notifierOf(
        given,
        {
          terminal,
          text: (name) => {
            const handle = [settings[name] ?? []].flat()[0];
            // What is not set has been told, and nothing starts.
            return handle ? (values.text(handle) ?? "smtp://localhost") : null;
          },
        },
        plugins,
      ),
      path,
      problems,
    );
    if (!notifier) continue;
    // Times are told in the workspace's zone by those that tell them.
    const zoned = given === "email" || given === "terminal";
    const used = zoned ? { zone, ...config } : config;
    if (typeof given === "string")
      problems.push(...(await pluginNotifierProblems(id, { ...settings }, given, config, plugins)));
    await checkSchema(notifier, used, `${path}.config`, problems);
    found.push({ id, notifier, config: used, secrets });
  }
  return found;
}

function routingOf({ routing, people = {} }: WorkspaceConfig, problems: ConfigProblem[]): Routing {
  const ids = Object.keys(people);
  const { fallback = ids[0] ?? "workspace", ...rest } = routing ?? {};
  const named: readonly (readonly [string, string])[] = [
    ...(routing?.fallback === undefined ? [] : [["routing.fallback", routing.fallback] as const]),
    ...Object.entries(rest.rules ?? {}).map(([id, owner]) => [`routing.rules.${id}`, owner] as const),
    ...Object.entries(rest.stages ?? {}).map(([id, owner]) => [`routing.stages.${id}`, owner] as const),
    ...Object.entries(rest.teams?.owners ?? {}).map(
      ([id, owner]) => [`routing.teams.owners.${id}`, owner] as const,
    ),
  ];
  for (const [path, owner] of named) {
    if (ids.includes(owner)) continue;
    problems.push({
      path,
      message: `no one of people is called ${owner}${hint(owner, ids)}`,
    });
  }
  return { fallback, ...rest };
}

function brokenScores(
  { scores = {} }: WorkspaceConfig,
  found: ReadonlyMap<string, WorkspaceScore>,
): ReadonlySet<string> {
  return new Set(Object.keys(scores).filter((id) => !found.has(id)));
}

function checkNotify({ people = {}, notifiers = {} }: WorkspaceConfig, problems: ConfigProblem[]): void {
  const ids = Object.keys(notifiers);
  for (const [id, { notify }] of Object.entries(people)) {
    for (const [at, name] of notify.entries()) {
      if (!ids.includes(name))
        problems.push({
          path: `people.${id}.notify[${at}]`,
          message: `no notifier is called ${name}${hint(name, ids)}`,
        });
    }
  }
}

function checkSecrets(
  channel: Channel | HostedChannel,
  settings: WorkspaceConnection["settings"],
  path: string,
  problems: ConfigProblem[],
): void {
  const { webhook } = channel;
  if (!webhook || settings.unsigned === true) return;
  if (webhook.secrets.length === 0)
    problems.push({
      path: `${path}.unsigned`,
      message: `nobody signs what ${channel.id} receives: say unsigned: true, and listen on this machine only`,
    });
  for (const name of webhook.secrets) {
    if (settings.secrets?.[name] !== undefined) continue;
    const given = Object.keys(settings.secrets ?? {}).filter((one) => !webhook.secrets.includes(one));
    const meant = given.find((one) => didYouMean(one, [name]) !== undefined);
    problems.push({
      path: `${path}.secrets.${name}`,
      message:
        meant === undefined ? `is missing: expected env("NAME")` : `is missing; is it what ${meant} holds?`,
    });
  }
}

async function checkSchema(
  { config: schema, id }: Pick<Channel, "config" | "id">,
  value: unknown,
  path: string,
  problems: ConfigProblem[],
): Promise<void> {
  const { issues } = await schema["~standard"].validate(value);
  if (value === undefined && issues && issues.length > 0) {
    problems.push({ path, message: `is missing: ${id} needs a configuration` });
    return;
  }
  for (const issue of issues ?? []) {
    const below = keyPath(issue.path ?? []);
    // Some say the last key themselves.
    const said = `${keyPath(issue.path?.slice(-1) ?? [])}: `;
    const message = issue.message.startsWith(said) ? issue.message.slice(said.length) : issue.message;
    problems.push({ path: below === "" ? path : `${path}.${below}`, message });
  }
}

/** What items are called, and how far their scales go, as the connections declare them. */
async function itemLabels(
  connections: readonly WorkspaceConnection[],
  problems: ConfigProblem[],
): Promise<{ readonly [item: string]: ItemLabel }> {
  const found: { [item: string]: ItemLabel } = {};
  const declared: DeclaredItems[] = [];
  for (const { id, connection } of connections) {
    const { channel, config } = connection;
    // What a plugin's channel declares is known when its code has been asked.
    if (!("decode" in channel)) continue;
    const checked = await channel.config["~standard"].validate(config);
    if (checked.issues) continue;
    const instruments = channel.instruments?.(checked.value) ?? [];
    declared.push({ connection: id, instruments });
    for (const one of instruments) found[one.id] ??= labelOf(one);
  }
  problems.push(...itemConflicts(declared));
  return found;
}

function labelOf({ label, wording, scale }: Instrument): ItemLabel {
  const words: LocalizedText | undefined = label ?? wording;
  return { ...(words && { label: words }), ...(scale && { scale: { min: scale.min, max: scale.max } }) };
}

async function attempt<T>(made: Promise<T>, path: string, problems: ConfigProblem[]): Promise<T | null> {
  try {
    return await made;
  } catch (error) {
    problems.push(problemOf(error, path));
    return null;
  }
}

/** A thrown value as a problem, its own path behind the place it came from; what is no setup error goes on. */
export function problemOf(error: unknown, path: string): ConfigProblem {
  if (isCxError(error, "invalid-setup")) {
    const below = error.place.path;
    return { path: below === undefined ? path : `${path}.${below}`, message: error.message };
  }
  if (error instanceof RangeError) return { path, message: error.message };
  throw error;
}

function hint(word: string, known: readonly string[]): string {
  const meant = didYouMean(word, known);
  return meant === undefined ? `; there are ${known.join(", ") || "none"}` : `, did you mean ${meant}?`;
}
