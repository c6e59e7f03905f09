import { type AlertView, type CaseAction, type CaseView, cxError, type Every, type Json } from "@cxkit/core";
import type { HostErased, HostStatus, QuarantinedRecord, QueuedNotification } from "@cxkit/host";
import type { PluginStatus } from "@cxkit/host/plugins";
import type { ReportModel } from "@cxkit/report";
import type { ControlContext } from "./control-socket.ts";
import { didYouMean } from "./did-you-mean.ts";
import { ingestFile, type IngestFileArgs, type IngestedIntoWorkspace } from "./ingest-file.ts";
import { fieldNamed, filterOf, measure, type MeasuredRow } from "./measure.ts";
import { analyzeTexts } from "./analyze-texts.ts";
import type { RunningPlugin } from "./running-plugin.ts";
import { renderReport, runCommand } from "./plugin-operations.ts";
import { reportWorkspace, type ReportWorkspaceArgs } from "./report-workspace.ts";
import { builtInMetrics, instrumentOf, isBuiltIn, scoreMetricOf } from "./score-metric-of.ts";
import type { ScoreSettings, WorkspaceConfig } from "./workspace-config.ts";
import type { Workspace } from "./workspace.ts";

/** What `measure` is asked. */
export type MeasureArgs = {
  /** A score of the configuration. */
  readonly score?: string;
  /** Or an item, with one of the metrics that come with cxkit. */
  readonly item?: string;
  readonly metric?: string;
  readonly by?: readonly string[];
  readonly every?: Every;
  /** Milliseconds since 1970, half-open. */
  readonly from?: number;
  readonly below?: number;
  /** `field=value`, all of which must hold. */
  readonly where?: readonly string[];
};

/** What `measure` answers. */
export type Measured = {
  readonly score: string;
  readonly title: string;
  readonly by: readonly string[];
  readonly rows: readonly MeasuredRow[];
};

/** How things are, and whether a process keeps the workspace at work: without one, nothing is received and nobody is told. */
export type WorkspaceStatus = HostStatus & {
  readonly running: boolean;
  /** Those that were looked for. */
  readonly plugins: readonly RunningPlugin[];
};

/** Everything that a command does to a workspace, in the process that has it. Arguments and results are plain JSON. */
export const operations = {
  status: async (
    { host, plugins }: Workspace,
    _args: Record<string, never>,
    { running = false }: ControlContext,
  ): Promise<WorkspaceStatus> => ({ ...host.status(), running, plugins: await plugins.running() }),

  ingest: (workspace: Workspace, args: IngestFileArgs, { progress, signal }: ControlContext) =>
    ingestFile(
      workspace,
      args,
      (done, of) => progress({ done, of }),
      signal,
    ) satisfies Promise<IngestedIntoWorkspace>,

  measure: measureScore,

  report: (workspace: Workspace, args: ReportWorkspaceArgs): Promise<ReportModel> =>
    reportWorkspace(workspace, args),

  "quarantine.list": async ({ host }: Workspace): Promise<readonly QuarantinedRecord[]> =>
    host.quarantine.list(),

  "quarantine.show": ({ host }: Workspace, { id }: { readonly id: string }) => host.quarantine.show(id),

  "quarantine.replay": async ({ host }: Workspace, { ids }: { readonly ids?: readonly string[] }) => {
    const there = new Set(host.quarantine.list().map(({ id }) => id));
    for (const id of ids ?? [])
      if (!there.has(id))
        throw cxError("invalid-setup", `there is no record ${id} in quarantine`, { path: "id" });
    return host.quarantine.replay(ids);
  },

  "cases.list": async ({ host }: Workspace, { all = false }: { readonly all?: boolean }) =>
    host.cases.list().filter(({ state }) => all || state !== "closed") satisfies readonly CaseView[],

  "cases.show": async ({ host }: Workspace, { id }: { readonly id: string }) => ({
    case: known(host.cases.get(id), id),
    words: await host.cases.words(id),
  }),

  "cases.act": async ({ host, config }: Workspace, action: CaseAction): Promise<CaseView> => {
    if ("owner" in action && action.owner !== undefined) checkOwner(action.owner, config.people);
    return host.cases.act(action);
  },

  alerts: async ({ host }: Workspace): Promise<readonly AlertView[]> => host.alerts(),

  notifications: async ({ host }: Workspace): Promise<readonly QueuedNotification[]> => host.notifications(),

  "notifications.retry": async ({ host }: Workspace, { keys }: { readonly keys?: readonly string[] }) => {
    const retried = await host.retry(keys);
    await host.settled();
    return { retried };
  },

  /** How the plugins are whose code this workspace uses. */
  plugins: async ({ plugins }: Workspace): Promise<readonly RunningPlugin[]> => plugins.running(),

  /** The newest entries of the log about a plugin, since this workspace was opened. */
  "plugins.log": async (
    { plugins, config }: Workspace,
    { plugin, after }: { readonly plugin: string; readonly after?: number },
  ) => ({ zone: config.zone, ...plugins.log(plugin, after) }),

  /** Has this workspace go by what is granted to plugins, and in quarantine, now. */
  "plugins.refresh": async ({ plugins }: Workspace): Promise<readonly PluginStatus[]> => {
    await plugins.refresh();
    return plugins.status();
  },

  /** Does what a plugin's command does. */
  command: runCommand,

  /** What a plugin's text analyzer finds in what customers wrote, counted. */
  analyze: analyzeTexts,

  /** A report of a plugin's, as text in one of its formats. */
  "report.plugin": renderReport,

  erase: ({ host }: Workspace, who: { readonly kind: string; readonly value: string }): Promise<HostErased> =>
    host.erase(who.kind === "subject" ? { subject: who.value } : who),
} as const;

/** Names of the operations. */
export type OperationName = keyof typeof operations;
/** What an operation is asked. */
export type ArgsOf<Name extends OperationName> = Parameters<(typeof operations)[Name]>[1] extends infer Args
  ? Args extends undefined
    ? Record<string, never>
    : Args
  : never;
/** What an operation answers. */
export type ResultOf<Name extends OperationName> = Awaited<ReturnType<(typeof operations)[Name]>>;

/**
 * Does an operation by name, as another process asked for it.
 *
 * @throws {CxError} `invalid-setup` when there is none of that name
 */
export async function operate(
  workspace: Workspace,
  name: string,
  args: Json,
  context: ControlContext,
): Promise<Json> {
  if (!Object.hasOwn(operations, name)) throw cxError("invalid-setup", `there is no operation ${name}`);
  const run = operations[name as OperationName] as (...given: readonly unknown[]) => Promise<unknown>;
  return (await run(workspace, args, context)) as Json;
}

async function measureScore(workspace: Workspace, args: MeasureArgs): Promise<Measured> {
  const { by = [], every, from, below, where = [] } = args;
  const { id, settings } = scoreAsked(workspace, args);
  const { store, config, scores } = workspace;
  const item = "item" in settings ? settings.item : undefined;
  const reference = "instrument" in settings ? settings.instrument : undefined;
  const instrument = item === undefined ? undefined : await instrumentOf(store, item, reference);
  // One of a plugin's says itself what it counts, and how.
  const named = scores.get(id)?.metric;
  const metric = isBuiltIn(settings) || !named ? scoreMetricOf(id, settings, instrument) : named;
  const filters = where.map(filterOf);
  const rows = await measure(store, {
    metric,
    zone: config.zone,
    by: by.map(fieldNamed),
    ...(every && { every }),
    ...(filters.length > 0 && { where: { all: filters } }),
    window: { ...(from !== undefined && { from }), ...(below !== undefined && { below }) },
  });
  return { score: id, title: metric.title, by: by.map(fieldNamed), rows };
}

function scoreAsked(
  { scores }: Workspace,
  { score, item, metric }: MeasureArgs,
): { readonly id: string; readonly settings: ScoreSettings } {
  if (item !== undefined) {
    if (metric === undefined)
      throw cxError("invalid-setup", `--item wants --metric: ${builtInMetrics.join(", ")}`, {
        path: "metric",
      });
    return { id: metric, settings: { metric, item } as ScoreSettings };
  }
  const ids = [...scores.keys()];
  const id = score ?? (ids.length === 1 ? ids[0] : undefined);
  const found = id === undefined ? undefined : scores.get(id);
  if (found) return found;
  const there =
    ids.length === 0 ? "the configuration has none: say --item and --metric" : `there are ${ids.join(", ")}`;
  const what = id === undefined ? "say which score with --score" : `no score is called ${id}`;
  throw cxError("invalid-setup", `${what}; ${there}`, { path: "score" });
}

/** A case of somebody who is nobody's colleague would be told to no one. */
function checkOwner(owner: string, people: WorkspaceConfig["people"]): void {
  const ids = Object.keys(people ?? {});
  if (ids.length === 0 || ids.includes(owner)) return;
  const meant = didYouMean(owner, ids);
  throw cxError(
    "invalid-setup",
    `no one of people is called ${owner}${meant === undefined ? `; there are ${ids.join(", ")}` : `, did you mean ${meant}?`}`,
    { path: "owner" },
  );
}

function known(found: CaseView | undefined, id: string): CaseView {
  if (found) return found;
  throw cxError("invalid-setup", `there is no case ${id}`, { path: "case" });
}
