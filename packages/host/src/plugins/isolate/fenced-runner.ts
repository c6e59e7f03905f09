import { type CxError, cxError, type Json } from "@cxkit/core";
import { pathToFileURL } from "node:url";
import { redacted } from "../../flow/notify-redacted.ts";
import type { InstalledPlugin, PluginRunner, RunnerEnd, StartRunner } from "../runner.ts";
import { conversation } from "./conversation.ts";
import { inPortions } from "./in-portions.ts";
import { type Launch, launched, type Launched } from "./launch.ts";
import { readablePaths } from "./readable-paths.ts";
import { redactor } from "./redactor.ts";
import { siblingModule } from "./sibling-module.ts";

/** How processes behind a fence are started. */
export interface FencedRunnerOptions {
  /** Another Node than this one: an absolute path. */
  readonly node?: string;
  /** The first line that a plugin writes to its console each second goes into the log, not only how many there were. For development. */
  readonly tellsWhatIsSaid?: true;
  /** Another first module. */
  readonly main?: URL;
  /** Where processes come from: one may have been launched before. Nothing was said to it yet. Default: a new one. */
  readonly launch?: (launch: Launch) => Launched;
}

/**
 * Starts plugins in processes of their own, one each, behind a fence.
 *
 * @param tier `process`, or `sandbox` where the platform has namespaces
 */
export function fencedRunner(tier: Launch["tier"], options: FencedRunnerOptions = {}): StartRunner {
  const { main = siblingModule("child"), node, tellsWhatIsSaid, launch = launched } = options;
  return async (plugin, { limits, log, signal, responsive }) => {
    signal?.throwIfAborted();
    checkModules(plugin);
    const { id } = plugin.manifest;
    const hidden = redactor();
    const process = launch({
      tier,
      main,
      readable: await readablePaths(plugin),
      heapMb: limits.heapMb,
      ...(node !== undefined && { node }),
    });
    let end: RunnerEnd | undefined;
    const stop = (why: RunnerEnd["why"], detail: string): void => {
      const during = talk.during();
      end ??= { why, detail: hidden.redact(detail), ...(during && why !== "stopped" && { during }) };
      talk.lose(end);
      process.kill();
    };
    const talk = conversation({
      send: (bytes) => {
        if (process.channel.writable) process.channel.write(bytes);
      },
      end: stop,
      redactor: hidden,
      limits,
      said: (lines, text) =>
        log({
          level: "info",
          event: "plugin-said",
          contribution: id,
          facts: { lines, ...(tellsWhatIsSaid && { text: redacted(text) }) },
        }),
      answers(again, during) {
        responsive?.(again);
        log({
          level: again ? "info" : "warn",
          event: again ? "plugin-responsive" : "plugin-unresponsive",
          contribution: during ? `${id}/${during.contribution}` : id,
          facts: { member: during?.member ?? null },
        });
      },
    });
    process.channel.on("data", talk.take);

    let ticks = 0;
    const usage = async () => (await process.usage()) ?? talk.usage();
    const watch = setInterval(() => {
      ticks += 1;
      if (ticks % 10 === 0) talk.tick();
      // Idle, it is looked at once a second.
      if (talk.running() > 0 || ticks % 10 === 0) void usage().then(weigh);
    }, 100);
    watch.unref();
    const weigh = (used: { readonly rssBytes: number } | null): void => {
      const megabytes = Math.round((used?.rssBytes ?? 0) / 1_048_576);
      if (megabytes > limits.rssMb) stop("memory", `${megabytes} MB of ${limits.rssMb} MB were in use`);
    };
    const ended = process.gone.then((gone) => {
      clearInterval(watch);
      const during = talk.during();
      end ??= {
        ...endOf(tier, gone, limits.heapMb, faultOf(talk, hidden.redact)),
        ...(during && { during }),
      };
      talk.lose(end);
      process.channel.destroy();
      return end;
    });

    await started();
    const runner: PluginRunner = {
      tier,
      ended,
      call: (target, member, args, call) => inPortions(talk.call, target, member, args, call),
      pages: (target, stream, cursor: Json | undefined, call) => talk.pages(target, stream, cursor, call),
      read: (target, call) => talk.read(target, call),
      async usage() {
        const used = end ? null : await usage();
        return { rssBytes: used?.rssBytes ?? null, cpuMs: used?.cpuMs ?? null };
      },
      async [Symbol.asyncDispose]() {
        end ??= { why: "stopped", detail: "it was asked to stop" };
        talk.send({ t: "bye" });
        talk.lose(end);
        const patient = setTimeout(() => process.kill(), 500);
        await ended;
        clearTimeout(patient);
      },
    };
    return runner;

    async function started(): Promise<void> {
      const failed = (why: string): CxError =>
        cxError("contribution-failed", `plugin ${id} did not start: ${why}`, {
          contribution: id,
          trouble: "crash",
        });
      talk.send({ t: "start", root: `${pathToFileURL(plugin.realDirectory).href}/` });
      let timer: NodeJS.Timeout | undefined;
      try {
        await Promise.race([
          talk.hello,
          ended.then(({ detail }) => Promise.reject(failed(detail))),
          new Promise((_, reject) => {
            timer = setTimeout(
              () => reject(failed(`nothing was heard for ${limits.startMs} ms`)),
              limits.startMs,
            );
            signal?.addEventListener("abort", () => reject(failed("it was given up")), { once: true });
          }),
        ]);
      } catch (thrown) {
        stop("stopped", "it did not start");
        throw thrown;
      } finally {
        clearTimeout(timer);
      }
    }
  };
}

/** @throws {CxError} `invalid-setup` when a contribution names a module outside of its package */
export function checkModules({ manifest, realDirectory }: InstalledPlugin): void {
  const root = `${pathToFileURL(realDirectory).href}/`;
  for (const entry of Object.values(manifest.contributes).flat()) {
    if (typeof entry !== "object" || !("module" in entry)) continue;
    const module = String(entry["module"]);
    if (!URL.canParse(module, root) || !new URL(module, root).href.startsWith(root)) {
      throw cxError("invalid-setup", `a module of a plugin is outside of it: ${module}`, {
        contribution: manifest.id,
      });
    }
  }
}

function faultOf(
  talk: { readonly fault: () => { name: string; message: string } | undefined },
  hide: (text: string) => string,
): string | undefined {
  const fault = talk.fault();
  return fault && `${redacted(fault.name)}: ${redacted(hide(fault.message))}`;
}

function endOf(
  tier: Launch["tier"],
  { code, signal }: { readonly code: number | null; readonly signal: string | null },
  heapMb: number,
  fault: string | undefined,
): Pick<RunnerEnd, "why" | "detail"> {
  if (fault !== undefined) return { why: "crashed", detail: fault };
  // How V8 ends when its heap is full; a plugin itself is refused `abort`. The first process of a namespace is spared that signal, and
  // ends by the next.
  if (signal === "SIGABRT" || code === 134 || (tier === "sandbox" && signal === "SIGSEGV")) {
    return { why: "memory", detail: `its heap of ${heapMb} MB was full` };
  }
  if (signal !== null) return { why: "crashed", detail: `its process was ended by ${signal}` };
  return {
    why: "crashed",
    detail: code === null ? "its process could not be started" : `its process ended with ${code}`,
  };
}
