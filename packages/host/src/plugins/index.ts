/**
 * Plugins: found by their manifests, run where their code can do no harm, and held to what they were granted.
 *
 * @packageDocumentation
 */

// Plugins in use
export { pluginManager } from "./manager.ts";
export type {
  DiscoveredPlugin,
  GrantDecision,
  ManagerLimits,
  PluginCode,
  PluginFailure,
  PluginManager,
  PluginManagerOptions,
  PluginOrigin,
  PluginStatus,
  PluginUsage,
  QuarantineRecord,
  UsablePlugin,
} from "./manager-contract.ts";
export { quarantineFile } from "./quarantine-file.ts";
export { nextPluginState, pluginTransitions } from "./lifecycle.ts";
export type { PluginEvent, PluginState } from "./lifecycle.ts";
export { activationEvent, activationEvents } from "./activation-event.ts";

// Where their code runs
export { inProcessRunner } from "./isolate/in-process-runner.ts";
export { processRunner } from "./isolate/process-runner.ts";
export { sandboxRunner } from "./isolate/sandbox-runner.ts";
export { fencedRunner } from "./isolate/fenced-runner.ts";
export type { FencedRunnerOptions } from "./isolate/fenced-runner.ts";
export type { Launch, Launched } from "./isolate/launch.ts";
export { warmRunner } from "./isolate/warm-runner.ts";
export type { WarmRunner, WarmRunnerOptions } from "./isolate/warm-runner.ts";
export type {
  CallOptions,
  ContributionReference,
  InstalledPlugin,
  PluginRunner,
  RunnerEnd,
  RunnerServices,
  StartOptions,
  StartRunner,
  Tier,
} from "./runner.ts";

// What keeps them there
export { probeIsolation } from "./isolate/probe-isolation.ts";
export type { ProbeOptions } from "./isolate/probe-isolation.ts";
export { foreignTier, seenEnforcement } from "./isolate/enforcement.ts";
export type {
  Enforcement,
  EnforcementLevel,
  ForeignTier,
  IsolationPolicy,
  IsolationReport,
  ProbedCapability,
  SeenEnforcement,
  TierEnforcement,
} from "./isolate/enforcement.ts";
export type { ProbedAct } from "./isolate/probe-acts.ts";

// What they may reach and see
export { pluginHttp } from "./isolate/plugin-http.ts";
export type { PluginHttpOptions } from "./isolate/plugin-http.ts";
export type { NetworkGrants } from "./isolate/network-grants.ts";
export { redactEvent, redactNotification } from "./isolate/data-classes.ts";
export { allowedBuiltins } from "./isolate/fence.ts";

// What they contribute, as the host uses it
export { pluginChannel } from "./plugin-channel.ts";
export { pluginCommand } from "./plugin-command.ts";
export type { PluginStoreParts, StoreView } from "./plugin-command.ts";
export { pluginNotifier } from "./plugin-notifier.ts";
export type { PluginNotifierParts } from "./plugin-notifier.ts";
export { pluginReport } from "./plugin-report.ts";
export { pluginTextAnalyzer } from "./plugin-text-analyzer.ts";
export { pluginMetric } from "./plugin-metric.ts";
export { pluginAlertRule } from "./plugin-alert-rule.ts";
export { inProcessCode } from "./in-process-code.ts";
export type { HostedPluginParts, LimitServices } from "./hosted-plugin.ts";
export { grantedClasses, grantedNotification, grantedStore } from "./granted-data.ts";
export { grantedServices } from "./granted-services.ts";
export type { GrantedServicesParts } from "./granted-services.ts";

// Plugins as they are installed
export { installedPlugins } from "./discover.ts";
export type { InstalledPluginsOptions } from "./discover.ts";
export { manifestHash, readPlugin } from "./read-plugin.ts";
export type { PluginPlace } from "./read-plugin.ts";
export { unpackedPlugin } from "./unpacked-plugin.ts";
export type { UnpackedPlugin } from "./unpacked-plugin.ts";
export { engineFits } from "./engine-range.ts";

// What they were granted
export { grantDecision, grantOf, grantsFile, isPacked, readGrants, writeGrants } from "./grants.ts";
export type { GrantOptions, PluginGrant, PluginGrants } from "./grants.ts";
export { capabilityWidening } from "./capability-widening.ts";
export { contentsProblem, pluginContents } from "./plugin-contents.ts";
export type { PluginContents } from "./plugin-contents.ts";
