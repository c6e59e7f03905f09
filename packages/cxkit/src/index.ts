/**
 * Batteries included: from files to a report, as functions. The command line is a thin layer over these.
 *
 * @packageDocumentation
 */

// Reading
export { inputFile } from "./input/input-file.ts";
export type { InputFile } from "./input/input-file.ts";
export { openWorkbench } from "./input/workbench.ts";
export type { Workbench, WorkbenchOptions } from "./input/workbench.ts";
export type { IngestedFile } from "./input/ingest.ts";
export type { ConfigOf, FileChannel, SurveyChannel, UnderstoodFile } from "./input/understand.ts";

// Measuring
export { storeEvidence } from "./analysis/store-evidence.ts";
export type { ConnectedSource, StoreEvidenceOptions } from "./analysis/store-evidence.ts";
export type { Evidence, EvidenceSource } from "./analysis/evidence.ts";
export { reportModel } from "./analysis/report-model.ts";
export type { ReportScope } from "./analysis/report-scope.ts";
export type { ReportOptions } from "./analysis/report-options.ts";
export { scopesBy } from "./analysis/scopes.ts";

// The workspace
export { defineWorkspace } from "./workspace/define-workspace.ts";
export { env } from "./workspace/env.ts";
export type { EnvironmentHandle } from "./workspace/env.ts";
export type {
  Asked,
  BuiltInChannel,
  BuiltInMetric,
  BuiltInNotifier,
  ConnectionKeys,
  ConnectionSettings,
  ListenSettings,
  NotifierSettings,
  PersonSettings,
  PluginName,
  PluginRule,
  RuleData,
  RuleSettings,
  ScoreSettings,
  SecretSettings,
  StoreSettings,
  WatchedKeys,
  WorkspaceConfig,
} from "./workspace/workspace-config.ts";
export type { EntryOf, FoundContribution } from "./workspace/find-contribution.ts";
export type { PluginParts, WorkspacePlugins } from "./workspace/workspace-plugins.ts";
export type { PluginLogEntry, PluginLogPart } from "./workspace/plugin-log.ts";
export type { RunningPlugin } from "./workspace/running-plugin.ts";
export type { Environment } from "./workspace/environment.ts";
export type { TerminalSettings } from "./workspace/contributions.ts";
export { loadConfig } from "./workspace/load-config.ts";
export type { LoadedConfig } from "./workspace/load-config.ts";
export { openWorkspace } from "./workspace/open-workspace.ts";
export type { OpenWorkspaceOptions } from "./workspace/open-workspace.ts";
export type { Workspace, WorkspaceConnection, WorkspaceScore } from "./workspace/workspace.ts";
export { ingestFile } from "./workspace/ingest-file.ts";
export type { IngestedIntoWorkspace, IngestFileArgs } from "./workspace/ingest-file.ts";
export type { HiddenReason } from "./analysis/small-cells.ts";
export { measure } from "./workspace/measure.ts";
export type { MeasuredRow, MeasureQuery } from "./workspace/measure.ts";
export { runWorkspace } from "./workspace/run-workspace.ts";
export type { Running, RunOptions } from "./workspace/run-workspace.ts";

// Serving
export { serveHost } from "./serve/serve-host.ts";
export type { ServedHost } from "./serve/serve-host.ts";
export { hostRoutes } from "./serve/host-routes.ts";
export { hostListener } from "./serve/host-listener.ts";
export type { HostListener, ListenerOptions } from "./serve/host-listener.ts";
export type { RouteLimits, RouteOptions, ServeLimits, ServeOptions } from "./serve/serve-options.ts";
export type { Refusal, RefusalReason } from "./serve/refusals.ts";

// The command line
export { run } from "./cli/program.ts";
export type { Console } from "./cli/console.ts";
export { exitCodes } from "./cli/exit-codes.ts";
