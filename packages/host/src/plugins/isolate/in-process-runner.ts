import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Json } from "@cxkit/core";
import type {
  CallOptions,
  ContributionReference,
  PluginRunner,
  RunnerEnd,
  RunnerServices,
  StartRunner,
} from "../runner.ts";
import { attributed, watchUncaught } from "./attribution.ts";
import { contributions, type Invocation } from "./contributions.ts";
import { contributionError, lostCall } from "./failure.ts";
import type { CrossedPage } from "./fenced-call.ts";
import { checkModules } from "./fenced-runner.ts";
import { inPages } from "./in-pages.ts";
import { type Patience, patience } from "./patience.ts";
import { errorOnWire } from "./plugin-error.ts";
import { redactor } from "./redactor.ts";

/**
 * Runs a plugin's code here: for tests, for one's own code, for stores. It can do whatever this process can; errors are charged to it, late
 * answers are not waited for, and nothing else is kept from it.
 *
 * @throws {CxError} of the function: `invalid-setup` when a contribution names a module outside of its package
 * @example typeof inProcessRunner // => "function"
 */
export const inProcessRunner: StartRunner = (plugin, { limits, log, signal }) => {
  signal?.throwIfAborted();
  checkModules(plugin);
  const { id } = plugin.manifest;
  const hidden = redactor();
  const known = contributions(
    (module) =>
      import(pathToFileURL(path.join(plugin.realDirectory, module)).href) as Promise<{
        readonly [name: string]: unknown;
      }>,
  );
  const pending = new Set<(thrown: unknown) => void>();
  let end: (why: RunnerEnd) => void;
  const ended = new Promise<RunnerEnd>((resolve) => {
    end = resolve;
  });
  let over: RunnerEnd | undefined;
  const unwatch = watchUncaught();
  const stop = (why: RunnerEnd): void => {
    if (over) return;
    over = why;
    unwatch();
    for (const reject of pending) reject(undefined);
    end(why);
  };

  const whose = (target: ContributionReference, member: string) => ({
    contribution: target.id,
    member,
    uncaught(thrown: unknown) {
      const { message } = contributionError(errorOnWire(thrown), target, hidden.redact);
      log({
        level: "error",
        event: "plugin-uncaught",
        contribution: `${id}/${target.id}`,
        facts: { member, message },
      });
      stop({ why: "crashed", detail: message, during: { contribution: target.id, member } });
    },
  });
  /** Waits for work of a plugin's no longer than it may take. */
  const bounded = <T>(
    target: ContributionReference,
    member: string,
    options: CallOptions,
    milliseconds: number,
    work: (signal: AbortSignal, waits: Patience) => Promise<T>,
  ): Promise<T> => {
    if (over) return Promise.reject(lostCall(target, member, "crash", over.detail));
    for (const secret of Object.values(options.services.secrets).flat()) hidden.learn(secret);
    const abort = new AbortController();
    const all = options.signal ? AbortSignal.any([options.signal, abort.signal]) : abort.signal;
    let reject: (thrown: Error) => void;
    const lost = new Promise<never>((_, refuse) => {
      reject = refuse;
    });
    const waits = patience(milliseconds, () =>
      reject(lostCall(target, member, "timeout", "it took too long")),
    );
    const cancelled = (): void => reject(lostCall(target, member, "cancelled", "it was given up"));
    const ends = (): void =>
      reject(lostCall(target, member, over?.why === "stopped" ? "cancelled" : "crash", over?.detail ?? ""));
    pending.add(ends);
    options.signal?.addEventListener("abort", cancelled, { once: true });
    if (options.signal?.aborted === true) cancelled();
    const done = attributed(whose(target, member), () => work(all, waits)).catch((thrown: unknown) => {
      throw contributionError(errorOnWire(thrown), target, hidden.redact);
    });
    return Promise.race([lost, done]).finally(() => {
      waits.stop();
      pending.delete(ends);
      options.signal?.removeEventListener("abort", cancelled);
      abort.abort();
    });
  };

  // What comes in pages, each waited for as long as one may take.
  async function* handedOut<Page>(
    target: ContributionReference,
    member: string,
    options: CallOptions,
    open: (given: Invocation) => AsyncIterable<Page>,
  ): AsyncIterable<Page> {
    const abort = new AbortController();
    const all = options.signal ? AbortSignal.any([options.signal, abort.signal]) : abort.signal;
    let waiting: Patience | undefined;
    const services = watched(options.services, () => waiting);
    const pages = open({ ...invocation(options), services, signal: all })[Symbol.asyncIterator]();
    const milliseconds = options.deadline ?? limits.stallMs;
    try {
      for (;;) {
        const page = await bounded(target, member, options, milliseconds, (_, waits) => {
          waiting = waits;
          return pages.next();
        });
        if (page.done === true) return;
        yield page.value;
      }
    } finally {
      abort.abort();
      // One that hangs never gets here, and is not waited for.
      void pages.return?.(undefined).catch(() => {});
    }
  }

  const runner: PluginRunner = {
    tier: "in-process",
    ended,
    call: (target, member, args, options) =>
      bounded(target, member, options, options.deadline ?? limits.callMs, (aborted) =>
        known.call(target, member, args, { ...invocation(options), signal: aborted }),
      ),
    pages: (target, stream, cursor: Json | undefined, options): AsyncIterable<CrossedPage> =>
      handedOut(target, `streams.${stream}`, options, (given) => known.pages(target, stream, cursor, given)),
    read: (target, options) =>
      handedOut(target, "file.read", options, (given) => inPages(known.read(target, given))),
    usage: () => Promise.resolve({ rssBytes: null, cpuMs: null }),
    [Symbol.asyncDispose]() {
      stop({ why: "stopped", detail: "it was asked to stop" });
      return Promise.resolve();
    },
  };
  return Promise.resolve(runner);
};

function invocation({
  config,
  settings,
  services,
}: CallOptions): Pick<CallOptions, "config" | "settings" | "services"> {
  return { config, ...(settings !== undefined && { settings }), services };
}

/** Services that tell what is no silence: progress that changes, and the time that the host itself takes. */
function watched(services: RunnerServices, waits: () => Patience | undefined): RunnerServices {
  let seen = "";
  const { rows } = services;
  return {
    ...services,
    progress(told) {
      const now = JSON.stringify([told.cursor, told.records]);
      if (now !== seen) waits()?.reset();
      seen = now;
      services.progress?.(told);
    },
    http: (request) => paused(waits(), () => services.http(request)),
    token: (request) => paused(waits(), () => services.token(request)),
    ...(rows && {
      async rows() {
        const portion = await paused(waits(), rows);
        // A file has an end: as long as rows of it come, whoever asks for them gets on.
        if (portion.length > 0) waits()?.reset();
        return portion;
      },
    }),
  };
}

async function paused<T>(waits: Patience | undefined, work: () => Promise<T>): Promise<T> {
  waits?.pause();
  try {
    return await work();
  } finally {
    waits?.resume();
  }
}
