import { cxError, type ContributionKind, type Instant, isCxError, type Notification } from "@cxkit/core";
import type { LogEntry } from "@cxkit/host";
import type {
  HostedPluginParts,
  InstalledPlugin,
  PluginManager,
  SeenEnforcement,
  StartRunner,
  StoreView,
  Tier,
} from "@cxkit/host/plugins";
import type { ConfigProblem } from "./config-problem.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Environment } from "./environment.ts";
import { findContribution, type FoundContribution, hasCode } from "./find-contribution.ts";
import { jsonSchemaProblems } from "./json-schema-problems.ts";
import { type PluginLog, pluginLog, type PluginLogPart } from "./plugin-log.ts";
import { pluginOf } from "./plugin-of.ts";
import { pluginStart } from "./plugin-start.ts";
import { type RunningPlugin, runningPlugins } from "./running-plugin.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";

/** The plugins of a workspace: looked for when something is asked of them, their code run when it is needed. */
export interface WorkspacePlugins extends AsyncDisposable {
  /** @throws {CxError} `invalid-setup` when there is none of that name */
  find<Kind extends ContributionKind>(
    kind: Kind,
    name: string,
    builtIn?: readonly string[],
  ): Promise<FoundContribution<Kind>>;
  /** Looks for them now where the configuration speaks of any. */
  check(): Promise<void>;
  /** Starts those, of the plugins that were looked for, that ask to be started with the workspace. */
  start(): Promise<void>;
  /** Settings that the configuration has for a plugin. */
  settings(plugin: InstalledPlugin): unknown;
  /** Whether a plugin was granted what it asks for. */
  granted(plugin: InstalledPlugin): boolean;
  /** What its contributions are hosted with. */
  parts(plugin: InstalledPlugin): PluginParts;
  /** How the plugins are that were looked for; none while nothing was asked of any. */
  status(): ReturnType<PluginManager["status"]>;
  /** The same with what they use and what was seen to fence them. Nothing is tried for it. */
  running(): Promise<readonly RunningPlugin[]>;
  /** Keeps an entry of the workspace's log, if it is about a plugin, or about a connection or notifier whose code is a plugin's. */
  note(entry: LogEntry): void;
  /**
   * The newest entries about a plugin.
   *
   * @param after number of the newest one that is known
   * @throws {CxError} `invalid-setup` when there is no such plugin among those that were looked for
   */
  log(plugin: string, after?: number): PluginLogPart;
  /** Goes by what is granted, installed and in quarantine now. */
  refresh(): Promise<void>;
}

/** What contributions of every kind are hosted with. */
export interface PluginParts extends HostedPluginParts {
  readonly settings?: unknown;
  readonly reduce: (plugin: InstalledPlugin, notification: Notification) => Notification;
  readonly readable: (plugin: InstalledPlugin, store: StoreView) => StoreView;
  readonly now: () => Instant;
}

/** What plugins are run with. */
export interface PluginSurroundings {
  readonly folder: string;
  readonly environment: Environment;
  readonly now?: () => Instant;
  readonly timer?: (run: () => void, milliseconds: number) => () => void;
  readonly log?: (entry: LogEntry) => void;
  /** How plugins' code is started. Default: each in a fenced process of its own. */
  readonly startPlugin?: StartRunner;
}

/**
 * The plugins of a workspace.
 *
 * @param problems where problems with settings are put, each with its key
 */
export function workspacePlugins(
  config: PluginConfig,
  surroundings: PluginSurroundings,
  problems: ConfigProblem[],
): WorkspacePlugins {
  let opened: OpenPlugins | undefined;
  let opening: Promise<OpenPlugins> | undefined;
  const open = async (): Promise<OpenPlugins> => {
    opening ??= openPlugins(config, surroundings, problems);
    opened = await opening;
    return opened;
  };
  const now = (): OpenPlugins => {
    if (opened) return opened;
    throw cxError("invalid-setup", "plugins are looked for first");
  };
  return {
    async check() {
      if ((config.plugins ?? []).length > 0 || config.pluginSettings || config.pluginLimits) await open();
    },
    start: async () => opened?.manager.trigger("onStart"),
    async find(kind, name, builtIn) {
      const { installed, broken, ready, changed } = await open();
      const found = namedOrBroken(() => findContribution(kind, name, installed, builtIn), broken());
      // What is asked for runs soon; where it may run is found out while there is time. Stores run here, and data nowhere.
      if (kind !== "stores" && hasCode(found.entry)) await ready(found.plugin);
      // Nothing starts these: they are loaded.
      const other = kind === "stores" ? await changed(found.plugin) : null;
      const { id } = found.plugin.manifest;
      if (other !== null)
        throw cxError("invalid-setup", `${id} is blocked: ${other}; see "cxkit plugin grant ${id}"`);
      return found;
    },
    settings: ({ manifest: { id } }) => config.pluginSettings?.[id],
    granted: ({ manifest: { id } }) =>
      !["blocked", "disabled", "removed"].includes(
        now()
          .manager.status()
          .find((one) => one.id === id)?.state ?? "removed",
      ),
    parts(plugin) {
      const settings = config.pluginSettings?.[plugin.manifest.id];
      return { ...now().parts, ...(settings !== undefined && { settings }) };
    },
    status: () => opened?.manager.status() ?? [],
    running: async () => (opened ? runningPlugins(opened.manager, opened.enforcement) : []),
    note: (entry) => opened?.note(entry),
    log(plugin, after) {
      const ids = (opened?.manager.status() ?? []).map(({ id }) => id);
      if (opened && ids.includes(plugin)) return opened.log.of(plugin, after);
      throw cxError("invalid-setup", noneCalled(plugin, ids), { path: plugin });
    },
    // What was never looked for is looked for when it is needed, as it is then.
    refresh: async () => (await opening)?.refresh(),
    async [Symbol.asyncDispose]() {
      await (await opening?.catch(() => undefined))?.manager[Symbol.asyncDispose]();
    },
  };
}

type PluginConfig = Pick<
  WorkspaceConfig,
  "plugins" | "pluginSettings" | "pluginLimits" | "isolation" | "connections" | "notifiers"
>;

interface OpenPlugins {
  readonly installed: InstalledPlugin[];
  /** Those that cannot be used, and why. */
  readonly broken: () => readonly string[];
  readonly refresh: () => Promise<void>;
  /** Why its files must not run as they are; `null` when they may. */
  readonly changed: (plugin: InstalledPlugin) => Promise<string | null>;
  readonly manager: PluginManager;
  readonly enforcement: (tier: Tier) => SeenEnforcement | null;
  readonly note: (entry: LogEntry) => void;
  readonly log: PluginLog;
  readonly ready: (plugin: InstalledPlugin) => Promise<void>;
  readonly parts: Omit<PluginParts, "settings">;
}

async function openPlugins(
  config: PluginConfig,
  surroundings: PluginSurroundings,
  problems: ConfigProblem[],
): Promise<OpenPlugins> {
  const { folder, environment, log } = surroundings;
  const { now = () => new Date().toISOString(), timer = platformTimer } = surroundings;
  const { plugins: paths = [], pluginSettings = {}, pluginLimits = {} } = config;
  const { cameWithCxkit, projectPlugins } = await import("../plugins/project-plugins.ts");
  const host = await import("@cxkit/host/plugins");
  const look = () => projectPlugins(folder, { paths, environment });
  let project = await look();
  const { plugins, disabled, quarantine } = project;
  const own = pluginStart(config, cameWithCxkit);
  const { startPlugin: start = own.start } = surroundings;
  const kept = pluginLog(now);
  const installed = plugins.flatMap((one) => (one.state === "resolved" ? [one.plugin] : []));
  const note = (entry: LogEntry): void => {
    const id = entry.contribution === undefined ? null : pluginOf(entry.contribution, config, installed);
    if (id !== null) kept.add(id, entry);
  };
  const manager = host.pluginManager({
    plugins,
    grants: (found) => project.decide(found),
    async start(plugin, options) {
      const why = await project.changed(plugin);
      const contribution = plugin.manifest.id;
      if (why !== null) throw cxError("invalid-setup", why, { contribution, trouble: "capability" });
      return start(plugin, options);
    },
    now,
    timer,
    random: Math.random,
    disabled,
    quarantine,
    limits: { plugins: pluginLimits },
    log(entry) {
      note(entry);
      log?.(entry);
    },
    failed: (id, { contribution, member, code, trouble, message }) =>
      kept.add(id, {
        level: "warn",
        event: "call-failed",
        contribution,
        facts: {
          why: message,
          ...(member !== null && { member }),
          ...(code !== null && { code }),
          ...(trouble !== null && { trouble }),
        },
      }),
  });
  for (const [id, settings] of Object.entries(pluginSettings))
    problems.push(...settingsProblems(id, settings, installed));
  for (const id of Object.keys(pluginLimits))
    if (!installed.some(({ manifest }) => manifest.id === id))
      problems.push({ path: `pluginLimits.${id}`, message: nobodyCalled(id, installed) });
  return {
    installed,
    broken: () =>
      manager
        .status()
        .flatMap(({ id, state, why }) =>
          state === "invalid" || state === "incompatible" ? [`${id} (${state}: ${why})`] : [],
        ),
    manager,
    enforcement: own.enforcement,
    note,
    log: kept,
    changed: (plugin) => project.changed(plugin),
    async refresh() {
      project = await look();
      const { refreshPlugins } = await import("./refresh-plugins.ts");
      installed.push(...(await refreshPlugins(manager, project)));
    },
    ready: surroundings.startPlugin ? async () => {} : own.ready,
    parts: {
      manager,
      limit: host.grantedServices({ timer }),
      reduce: host.grantedNotification,
      readable: host.grantedStore,
      now,
    },
  };
}

/** What was found; where nothing was, what could not be read may be what was meant. */
function namedOrBroken<Found>(find: () => Found, broken: readonly string[]): Found {
  try {
    return find();
  } catch (error) {
    if (broken.length === 0 || !isCxError(error)) throw error;
    throw cxError(error.code, `${error.message}; not usable: ${broken.join(", ")}`, error.place);
  }
}

function nobodyCalled(id: string, installed: readonly InstalledPlugin[]): string {
  return noneCalled(
    id,
    installed.map(({ manifest }) => manifest.id),
  );
}

function noneCalled(id: string, ids: readonly string[]): string {
  const meant = didYouMean(id, ids);
  const hint = meant === undefined ? `there are ${ids.join(", ") || "none"}` : `did you mean ${meant}?`;
  return `no plugin is called ${id}; ${hint}`;
}

/** What is wrong with the settings of a plugin. */
function settingsProblems(
  id: string,
  settings: unknown,
  installed: readonly InstalledPlugin[],
): readonly ConfigProblem[] {
  const path = `pluginSettings.${id}`;
  const plugin = installed.find(({ manifest }) => manifest.id === id);
  if (!plugin) return [{ path, message: nobodyCalled(id, installed) }];
  const schema = plugin.manifest.contributes.configuration;
  if (!schema) return [{ path, message: `${id} has no settings` }];
  return jsonSchemaProblems(schema, settings, path);
}

function platformTimer(run: () => void, milliseconds: number): () => void {
  const handle = setTimeout(run, milliseconds);
  handle.unref();
  return () => clearTimeout(handle);
}
