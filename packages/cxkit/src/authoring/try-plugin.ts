import type {
  ChannelEntry,
  Decoded,
  EventDraft,
  Json,
  Notification,
  NotifierEntry,
  RawRequest,
  SetAside,
} from "@cxkit/core";
import {
  type CallOptions,
  type ContributionReference,
  type InstalledPlugin,
  type PluginRunner,
  redactNotification,
  type StartRunner,
} from "@cxkit/host/plugins";
import { bodyOf, type Fixture } from "./fixture.ts";
import { trialServices } from "./trial-services.ts";
import { type CapabilityUse, personalClasses, usageLog, type UsageLog } from "./usage-log.ts";

/** What became of one fixture. */
export interface FixtureOutcome {
  readonly file: string;
  /** Id of the contribution that was tried. */
  readonly contribution: string;
  readonly events: readonly EventDraft[];
  readonly setAside: readonly SetAside[];
  /** Why it could not be tried to its end; `null` when it was. */
  readonly failed: string | null;
  /** What a notifier said; `null` for everything else. */
  readonly receipt: Json;
}

/** A plugin, tried. */
export interface PluginTrial {
  readonly outcomes: readonly FixtureOutcome[];
  readonly used: CapabilityUse;
  /** What its code wrote, and how it ended where it did by itself. */
  readonly log: readonly string[];
}

/** With what a plugin is tried. */
export interface TrialOptions {
  readonly start: StartRunner;
  readonly now: () => string;
  /** Stops it: what is not over by then has failed. */
  readonly signal?: AbortSignal;
}

/**
 * Starts a plugin and plays its fixtures to it, offline: what it asks of the network is answered by the fixture or not at all, and
 * written down. Its code is started anew for every trial, and stopped at the end.
 *
 * @throws {CxError} of `start`, when the code does not come up
 */
export async function tryPlugin(
  plugin: InstalledPlugin,
  fixtures: readonly Fixture[],
  { start, now, signal }: TrialOptions,
): Promise<PluginTrial> {
  const log: string[] = [];
  const usage = usageLog();
  const runner = await start(plugin, {
    limits: {
      heapMb: 128,
      rssMb: 300,
      startMs: 5000,
      callMs: 30_000,
      stallMs: 60_000,
      ...plugin.manifest.limits,
    },
    log: ({ event, facts }) => void log.push(`${event} ${JSON.stringify(facts ?? {})}`),
    ...(signal && { signal }),
  });
  const stop = (): void => void runner[Symbol.asyncDispose]();
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop);
  const outcomes: FixtureOutcome[] = [];
  try {
    for (const fixture of fixtures) {
      const found = contributionOf(plugin, fixture);
      const contribution = found?.entry.id ?? "–";
      const nothing = {
        file: fixture.file,
        contribution,
        events: [],
        setAside: [],
        failed: null,
        receipt: null,
      };
      if (!found) {
        outcomes.push({ ...nothing, failed: "it names no contribution of the plugin, or one of several" });
        continue;
      }
      try {
        const whole = { ...fixture, config: fixture.config ?? configOf(plugin, found, fixtures) };
        outcomes.push({ ...nothing, ...(await play(runner, plugin, found, whole, usage, now)) });
      } catch (thrown) {
        outcomes.push({ ...nothing, failed: thrown instanceof Error ? thrown.message : String(thrown) });
      }
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    await runner[Symbol.asyncDispose]();
  }
  const end = await runner.ended;
  if (end.why !== "stopped") log.push(`ended: ${end.why}, ${end.detail}`);
  return { outcomes, used: usage.used(), log };
}

type Found =
  | { readonly kind: "channel"; readonly entry: ChannelEntry }
  | { readonly kind: "notifier"; readonly entry: NotifierEntry };

/** The one it names; the only one there is, where it names none. */
function contributionOf({ manifest }: InstalledPlugin, fixture: Fixture): Found | undefined {
  const { channels = [], notifiers = [] } = manifest.contributes;
  const all: readonly Found[] =
    fixture.notification === undefined
      ? channels.map((entry) => ({ kind: "channel" as const, entry }))
      : notifiers.map((entry) => ({ kind: "notifier" as const, entry }));
  const named = fixture.channel ?? fixture.notifier;
  if (named === undefined) return all.length === 1 ? all[0] : undefined;
  return all.find(({ entry }) => entry.id === named);
}

/** A fixture that says no configuration has that of the first one of its contribution that does. */
function configOf(plugin: InstalledPlugin, { entry }: Found, fixtures: readonly Fixture[]): unknown {
  const said = fixtures.filter(({ config }) => config !== undefined);
  return said.find((one) => contributionOf(plugin, one)?.entry.id === entry.id)?.config;
}

async function play(
  runner: PluginRunner,
  plugin: InstalledPlugin,
  { kind, entry }: Found,
  fixture: Fixture,
  usage: UsageLog,
  now: () => string,
): Promise<Partial<FixtureOutcome>> {
  const target: ContributionReference = {
    plugin: plugin.manifest.id,
    kind,
    id: entry.id,
    module: entry.module,
    export: entry.export,
  };
  const options: CallOptions = {
    services: trialServices(plugin, fixture, usage, now),
    config: fixture.config ?? {},
  };
  if (kind === "notifier")
    return told(runner, target, fixture.notification as Notification, options, usage, plugin, fixture, now);
  const decode = async (
    records: readonly unknown[],
    { config } = options,
  ): Promise<Partial<FixtureOutcome>> => {
    const decoded = (await runner.call(target, "decode", [records], { ...options, config })) as readonly (
      | Decoded
      | { readonly failed: string }
    )[];
    const failed = decoded.find((one) => "failed" in one);
    return {
      events: decoded.flatMap((one) => ("failed" in one ? [] : one.events)),
      setAside: decoded.flatMap((one) => ("failed" in one ? [] : one.setAside)),
      failed: failed?.failed ?? null,
    };
  };
  if (fixture.rows) {
    const { config, records } = await read(runner, target, fixture, fixture.rows, options);
    return decode(records, { ...options, config });
  }
  if (fixture.stream === undefined) {
    for (const name of entry.webhook?.secrets ?? []) usage.secret(name);
    const request: RawRequest = {
      method: "POST",
      url: `https://cx.example.org/hooks/${entry.id}`,
      headers: { "content-type": "application/json", ...fixture.headers },
      body: bodyOf(fixture),
    };
    const records = entry.webhook
      ? ((await runner.call(target, "webhook.records", [request], options)) as readonly unknown[])
      : [fixture.body];
    const whole = entry.hydrates ? await completed(runner, target, records, options) : records;
    return decode(whole);
  }
  const records: unknown[] = [];
  for await (const page of runner.pages(target, fixture.stream, undefined, options))
    records.push(...page.records);
  return decode(records);
}

/** Reads a table, with what the channel proposes for it where no configuration is said. */
async function read(
  runner: PluginRunner,
  target: ContributionReference,
  { file, config: said }: Fixture,
  rows: NonNullable<Fixture["rows"]>,
  options: CallOptions,
): Promise<{ readonly config: unknown; readonly records: readonly unknown[] }> {
  const table = rows.map((cells, at) => ({ line: at + 1, cells }));
  const about = { name: file.replace(/\.json$/, "") };
  const propose = async (): Promise<unknown> => {
    const proposal = await runner.call(target, "file.propose", [table, about], options);
    return (proposal as { readonly config?: unknown }).config;
  };
  const config = said ?? (await propose());
  let at = 0;
  const services = { ...options.services, rows: async () => table.slice(at, (at += 500)) };
  const records: unknown[] = [];
  for await (const page of runner.read(target, { ...options, config, services })) records.push(...page);
  return { config, records };
}

async function completed(
  runner: PluginRunner,
  target: ContributionReference,
  records: readonly unknown[],
  options: CallOptions,
): Promise<readonly unknown[]> {
  const needs = (await runner.call(target, "hydrate.needs", [records], options)) as readonly boolean[];
  return Promise.all(
    records.map((record, at) =>
      needs[at] ? runner.call(target, "hydrate.complete", [record], options) : record,
    ),
  );
}

/** Tells a notifier everything, then leaves out one class after the other: what changes what it sends is needed. */
async function told(
  runner: PluginRunner,
  target: ContributionReference,
  notification: Notification,
  options: CallOptions,
  usage: UsageLog,
  plugin: InstalledPlugin,
  fixture: Fixture,
  now: () => string,
): Promise<Partial<FixtureOutcome>> {
  const receipt = (await runner.call(target, "deliver", [notification], options)) as Json;
  const sends = async (classes: readonly CapabilityUse["classes"][number][]): Promise<string> => {
    const apart = usageLog();
    const services = trialServices(plugin, fixture, apart, now);
    await runner.call(target, "deliver", [redactNotification(notification, classes)], {
      ...options,
      services,
    });
    return apart.sent();
  };
  const all = await sends(personalClasses);
  for (const one of personalClasses)
    if ((await sends(personalClasses.filter((other) => other !== one))) !== all) usage.needs(one);
  return { receipt };
}

/** Whether a trial went as it should: every fixture to its end. */
export function trialSucceeded({ outcomes, log }: PluginTrial): boolean {
  return outcomes.every(({ failed }) => failed === null) && !log.some((line) => line.startsWith("ended:"));
}
