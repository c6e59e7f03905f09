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
} from "./manager-contract.ts";
export { nextPluginState, pluginTransitions } from "./lifecycle.ts";
export type { PluginEvent, PluginState } from "./lifecycle.ts";
export { activationEvent, activationEvents } from "./activation-event.ts";

// Where their code runs
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
