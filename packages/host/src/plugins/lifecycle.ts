/**
 * Where a plugin stands. `crashed` lasts no longer than the decision what follows from it; `failed` is a start that did not succeed and
 * is tried again later, as after `backoff`; `quarantined` is left by an operator or by another version, never by time.
 */
export type PluginState =
  | "discovered"
  | "resolved"
  | "registered"
  | "activating"
  | "active"
  | "idle-stopping"
  | "unresponsive"
  | "draining"
  | "crashed"
  | "backoff"
  | "failed"
  | "quarantined"
  | "invalid"
  | "incompatible"
  | "blocked"
  | "disabled"
  | "removed";

/** What happens to a plugin. */
export type PluginEvent =
  | "read"
  | "refuse"
  | "mismatch"
  | "withhold"
  | "accept"
  | "grant"
  | "disable"
  | "enable"
  | "activate"
  | "started"
  | "fail"
  | "cancel"
  | "idle"
  | "stopped"
  | "stall"
  | "recover"
  | "crash"
  | "rest"
  | "retry"
  | "elapsed"
  | "quarantine"
  | "release"
  | "drain"
  | "remove";

/** What may happen in each state, and where it leads. Everything else is a mistake of the manager's. */
export const pluginTransitions: {
  readonly [state in PluginState]: { readonly [event in PluginEvent]?: PluginState };
} = {
  discovered: { read: "resolved", refuse: "invalid", mismatch: "incompatible" },
  resolved: {
    accept: "registered",
    withhold: "blocked",
    disable: "disabled",
    quarantine: "quarantined",
  },
  registered: { activate: "activating", withhold: "blocked", disable: "disabled", remove: "removed" },
  activating: { started: "active", fail: "failed", cancel: "registered", withhold: "blocked" },
  active: { idle: "idle-stopping", stall: "unresponsive", crash: "crashed", drain: "draining" },
  unresponsive: { recover: "active", crash: "crashed", drain: "draining" },
  "idle-stopping": { stopped: "registered", crash: "crashed" },
  draining: { stopped: "registered", crash: "crashed" },
  crashed: { rest: "backoff", quarantine: "quarantined" },
  failed: { retry: "activating", elapsed: "registered", quarantine: "quarantined" },
  backoff: { retry: "activating", elapsed: "registered" },
  quarantined: { release: "registered", disable: "disabled", remove: "removed" },
  invalid: { remove: "removed" },
  incompatible: { remove: "removed" },
  // Something else may be missing than before.
  blocked: { withhold: "blocked", grant: "registered", disable: "disabled", remove: "removed" },
  disabled: { enable: "resolved", remove: "removed" },
  removed: {},
};

/** In these no code runs, and none is about to. */
export const quietStates: ReadonlySet<PluginState> = new Set<PluginState>([
  "resolved",
  "registered",
  "blocked",
  "disabled",
  "quarantined",
]);

/**
 * The state after something happened.
 *
 * @throws {RangeError} when that cannot happen in this state
 * @example nextPluginState("registered", "activate") // => "activating"
 */
export function nextPluginState(state: PluginState, event: PluginEvent): PluginState {
  const next = pluginTransitions[state][event];
  if (next === undefined)
    throw new RangeError(`nextPluginState requires an event that ${state} knows, got ${event}`);
  return next;
}
