import { cxError, type CxError, isCxError, type Json } from "@cxkit/core";
import type { LogEntry } from "../host-options.ts";
import { crashRecord } from "./crash-record.ts";
import {
  nextPluginState,
  type PluginEvent,
  type PluginState,
  pluginTransitions,
  quietStates,
} from "./lifecycle.ts";
import type { ManagedParts, Standing } from "./managed-parts.ts";
import type { PluginCode, PluginFailure, PluginStatus, PluginUsage } from "./manager-contract.ts";
import { pluginCode } from "./plugin-code.ts";
import { pluginLimits } from "./plugin-limits.ts";
import { keptFailure, refusedCall } from "./refused-call.ts";
import type { InstalledPlugin, PluginRunner, RunnerEnd } from "./runner.ts";
import { type RunningCode, runningCode } from "./running-code.ts";
import { within } from "./within.ts";

/** One plugin that can be used, with everything that happens to it. */
export interface ManagedPlugin {
  readonly code: PluginCode;
  readonly standing: Standing;
  usage(): Promise<PluginUsage>;
  activate(event: string): Promise<void>;
  /** Stops its code where that runs, after `patience` milliseconds for calls under way; then lets something happen to it, as its state allows. */
  settle(events: readonly PluginEvent[], why?: string, patience?: number): Promise<void>;
}

/** Manages one plugin from where its manifest was read. */
export function managedPlugin(plugin: InstalledPlugin, parts: ManagedParts): ManagedPlugin {
  const { now, timer, random, limits } = parts;
  const { id } = plugin.manifest;
  const allowed = pluginLimits(plugin.manifest.limits, limits.plugins[id]);
  let state: PluginState = nextPluginState("discovered", "read");
  let since = now();
  let why: string | null = null;
  let activatedBy: string | null = null;
  let running: RunningCode | undefined;
  let starting:
    | { readonly code: Promise<RunningCode>; readonly giveUp: (reason: CxError) => void }
    | undefined;
  let stopping = Promise.resolve();
  let inFlight = 0;
  /** Tells who drains that nothing is under way. */
  let emptied = (): void => {};
  let cancelTimer = (): void => {};
  const crashes = crashRecord(limits, random);
  let retryAt: number | null = null;
  /** Somebody asked while a restart waited. */
  let wanted = false;
  /** The next start is one after a crash. */
  let again = false;
  const counts = { calls: 0, errors: 0, restarts: 0, crashes: 0 };
  let lastError: PluginStatus["lastError"] = null;

  function go(event: PluginEvent, reason: string | null = null): void {
    state = nextPluginState(state, event);
    since = now();
    why = reason;
    cancelTimer();
    cancelTimer = () => {};
    retryAt = null;
  }

  function log(level: LogEntry["level"], event: string, facts: { readonly [name: string]: Json } = {}): void {
    parts.log({ level, event, contribution: id, facts: { version: plugin.version, ...facts } });
  }

  function note(contribution: string, member: string | null, thrown: unknown): PluginFailure {
    return (lastError = { at: now(), contribution, member, ...keptFailure(thrown) });
  }

  /** The code, started where it does not run. */
  async function ready(event: string): Promise<RunningCode> {
    if (state === "idle-stopping") await stopping;
    if (running && (state === "active" || state === "unresponsive")) return running;
    if (starting) return starting.code;
    if (state === "registered") return start("activate", event);
    if (retryAt !== null) wanted = true;
    throw refusedCall(id, state, why, retryAt === null ? null : (retryAt - Date.parse(now())) / 1000);
  }

  /** One start, which everybody waits for who needs it. */
  function start(how: "activate" | "retry", event: string | null): Promise<RunningCode> {
    go(how);
    activatedBy = event;
    if (again) counts.restarts += 1;
    again = false;
    const abort = new AbortController();
    const { signal } = abort;
    let done = (_code: RunningCode): void => {};
    let refuse = (_reason: CxError): void => {};
    const code = new Promise<RunningCode>((resolve, reject) => {
      done = resolve;
      refuse = reject;
    });
    const giveUp = (reason: CxError): void => {
      starting = undefined;
      abort.abort(reason);
      refuse(reason);
    };
    const launch = async (): Promise<void> => {
      try {
        const runner = await parts.start(plugin, { limits: allowed, log: parts.log, signal, responsive });
        if (!signal.aborted) return done(begin(runner));
        // Too late: nobody waits for it.
        await runner[Symbol.asyncDispose]();
      } catch (thrown) {
        if (!signal.aborted) notStarted(thrown);
      }
    };
    starting = { code, giveUp };
    const late = trouble(`did not start within ${allowed.startMs} ms`, "timeout");
    cancelTimer = timer(() => notStarted(late), allowed.startMs);
    void launch();
    return code;
  }

  function notStarted(thrown: unknown): void {
    const error = isCxError(thrown) ? thrown : trouble(`did not start (${keptFailure(thrown).message})`);
    note(id, null, error);
    log("error", "plugin-not-started", { why: error.message });
    // What it may not do now, it may not do in a while either.
    const refused = error.place.trouble === "capability";
    starting?.giveUp(refused ? refusedCall(id, "blocked", error.message, null) : error);
    if (refused) return go("withhold", error.message);
    go("fail", error.message);
    afterCrash(error.message, false);
  }

  function begin(runner: PluginRunner): RunningCode {
    go("started");
    starting = undefined;
    const code = runningCode(runner);
    running = code;
    parts.began();
    void runner.ended.then((end) => ended(code, end));
    log("info", "plugin-started", { tier: runner.tier, by: activatedBy });
    rest();
    return code;
  }

  function responsive(answers: boolean): void {
    if (!answers && state === "active") go("stall", "does not answer");
    if (!answers || state !== "unresponsive") return;
    go("recover");
    rest();
  }

  /** Code that ended by itself, or that its runner ended. Ends that were asked for are seen to by who asked. */
  function ended(code: RunningCode, { why: cause, detail, during }: RunnerEnd): void {
    if (running !== code) return;
    if (cause === "stopped" && (state === "idle-stopping" || state === "draining")) return;
    const contribution = during ? `${id}/${during.contribution}` : id;
    const crash = trouble(`ended: ${detail}`, "crash", contribution);
    running = undefined;
    counts.crashes += 1;
    note(contribution, during?.member ?? null, crash);
    go("crash", detail);
    log("error", "plugin-crashed", { why: cause, detail, in: contribution });
    code.end(crash);
    afterCrash(detail, cause === "breach");
    emptied();
  }

  /** Quarantine, or another try later. */
  function afterCrash(reason: string, breach: boolean): void {
    const time = Date.parse(now());
    const { crashes: count, delay } = crashes.add(time);
    if (breach || delay === null) {
      const told = breach ? `broke out of what it may do: ${reason}` : `failed ${count} times: ${reason}`;
      go("quarantine", told);
      parts.quarantined(told);
      log("error", "plugin-quarantined", { why: told });
      return;
    }
    if (state === "crashed") go("rest", reason);
    retryAt = time + delay;
    again = true;
    wanted = inFlight > 0;
    cancelTimer = timer(() => {
      if (wanted) start("retry", activatedBy).catch(() => {});
      else go("elapsed");
    }, delay);
  }

  /** Code that has nothing to do is stopped after a while. */
  function rest(): void {
    if (inFlight > 0) return;
    emptied();
    if (state !== "active") return;
    cancelTimer();
    cancelTimer = timer(() => {
      go("idle");
      stopping = stop();
    }, limits.idleMs);
  }

  async function stop(): Promise<void> {
    const code = running;
    // Code that does not stop, or throws while it does, keeps nobody.
    code?.end(trouble("was stopped", "cancelled"));
    if (code) await within(timer, limits.stopMs, code.runner[Symbol.asyncDispose]());
    if (running !== code) return;
    running = undefined;
    go("stopped");
    log("info", "plugin-stopped");
  }

  async function drain(patience: number): Promise<void> {
    if (state === "activating") {
      starting?.code.catch(() => {});
      starting?.giveUp(trouble("was stopped", "cancelled"));
      go("cancel");
    }
    if (state === "idle-stopping") await stopping;
    if (state === "active" || state === "unresponsive") {
      go("drain");
      const empty = new Promise<void>((resolve) => {
        emptied = resolve;
      });
      if (inFlight > 0 && patience > 0) await within(timer, patience, empty);
      // It may have crashed meanwhile.
      if ((state as PluginState) === "draining") await stop();
    }
    if (state === "backoff" || state === "failed") go("elapsed");
  }

  function take(): () => void {
    inFlight += 1;
    if (state === "active") cancelTimer();
    return () => {
      inFlight -= 1;
      rest();
    };
  }

  function trouble(words: string, kind?: "crash" | "timeout" | "cancelled", contribution = id): CxError {
    return cxError("contribution-failed", `${id} ${words}`, { contribution, ...(kind && { trouble: kind }) });
  }

  return {
    code: pluginCode({
      id,
      ready,
      failed(contribution, member, thrown) {
        counts.errors += 1;
        parts.failed(note(contribution, member, thrown));
      },
      take() {
        counts.calls += 1;
        return take();
      },
    }),
    get standing() {
      return {
        state,
        since,
        why,
        activatedBy,
        tier: running?.runner.tier ?? null,
        ...counts,
        inFlight,
        lastError,
        retryAt: retryAt === null ? null : new Date(retryAt).toISOString(),
      };
    },
    usage: async () => running?.runner.usage() ?? { rssBytes: null, cpuMs: null },
    async activate(event) {
      const release = take();
      await ready(event).finally(release);
    },
    async settle(events, reason, patience = limits.drainMs) {
      // Where no code runs nothing has to be waited for.
      if (!quietStates.has(state)) await drain(patience);
      for (const event of events) {
        if (pluginTransitions[state][event] === undefined) continue;
        go(event, reason);
        if (event === "release") crashes.clear();
      }
    },
  };
}
