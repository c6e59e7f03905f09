/**
 * What runs in a plugin's process before the plugin: speaks with the host over descriptor 3, shuts the fence, then loads contributions
 * when they are called. Loads nothing but its neighbours, which name nothing but Node.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { CxErrorCode, CxErrorPlace, Json } from "@cxkit/core";
import { type AskedServices, askedServices } from "./asked-services.ts";
import { type Contributions, contributions } from "./contributions.ts";
import { shutFence } from "./fence.ts";
import { type Frame, frame, frameReader } from "./frame.ts";
import { handOutPages, handOutRecords } from "./hand-out.ts";
import { hostChannel } from "./host-channel.ts";
import { type FromPlugin, largestMessage, openAsks, protocol, type ToPlugin } from "./message.ts";
import { errorOnWire, pluginError } from "./plugin-error.ts";
import { fromWire, toWire } from "./wire.ts";

interface Running {
  readonly asked: AskedServices;
  readonly abort: AbortController;
  /** Lets a stream hand out its next page. */
  next?: () => void;
  credit: number;
}

interface Waiting {
  readonly call: number;
  readonly settle: (ok: boolean, value: unknown) => void;
}

const { process } = globalThis;
const { reallyExit } = process as NodeJS.Process & { readonly reallyExit: (code: number) => never };
const leave = reallyExit.bind(process);
const memory = process.memoryUsage.rss;
const cpu = process.cpuUsage.bind(process);
const attribution = new AsyncLocalStorage<{ readonly contribution: string; readonly member: string }>();
const calls = new Map<number, Running>();
const asks = new Map<number, Waiting>();
const queued: (() => void)[] = [];
let lastAsk = 0;
let plugin: Contributions | undefined;

function send(head: FromPlugin, body?: string, sent?: () => void): void {
  const bytes = frame(head, body);
  // Said here, while it can still be said whose fault it is; the host would end the whole process.
  if (bytes.byteLength > largestMessage) {
    throw pluginError("unsupported", `an answer of ${bytes.byteLength} bytes is too long`, {
      trouble: "bad-data",
      path: "message",
    });
  }
  channel.send(bytes, sent);
}

const channel = hostChannel(
  frameReader(largestMessage, (given) => receive(given)),
  // The host is gone: nobody is left to work for.
  () => leave(0),
);
process.on("uncaughtException", (thrown: unknown) => {
  const at = attribution.getStore();
  send({ t: "fault", error: errorOnWire(thrown), ...at }, undefined, () => leave(1));
});
shutFence(lineCounter());
send({ t: "hello", protocol, node: process.version });

function receive({ head, body }: Frame): void {
  const message = JSON.parse(head) as ToPlugin;
  switch (message.t) {
    case "start":
      plugin = contributions((module) => import(new URL(module, message.root).href));
      break;
    case "call":
      begin(message, body);
      break;
    case "next":
      goOn(message.id, message.now);
      break;
    case "cancel":
      cancel(message.id);
      break;
    case "answer":
      answered(message, body);
      break;
    case "ping": {
      const { user, system } = cpu();
      send({ t: "pong", rssBytes: memory(), cpuMs: (user + system) / 1000 });
      break;
    }
    case "bye":
      leave(0);
  }
}

function begin(message: Extract<ToPlugin, { readonly t: "call" }>, body: string): void {
  const { id, target, member, stream = "", rows } = message;
  const abort = new AbortController();
  const ask = (service: string, args: readonly unknown[], signal?: AbortSignal) =>
    asking(id, service, args, signal ? AbortSignal.any([signal, abort.signal]) : abort.signal);
  const asked = askedServices(message, ask, progressOf(id));
  calls.set(id, { asked, abort, credit: 0 });
  send({ t: "ack", id });
  const named = member ?? (rows ? "file.read" : `streams.${stream}`);
  attribution.run({ contribution: target.id, member: named }, () => {
    void finished(id, async () => {
      const { args, config, settings, cursor } = fromWire(body) as CallBody;
      const invocation = { config, settings, services: asked.services, signal: abort.signal };
      if (!plugin) throw pluginError("invalid-setup", "a call came before the start");
      if (member === null) {
        const out = { credit: () => credit(id), send: (page: string) => reply(id, "page", page) };
        if (rows) await handOutRecords(plugin.read(target, invocation), out);
        else await handOutPages(plugin.pages(target, stream, cursor, invocation), out);
        send({ t: "end", id });
        return;
      }
      const result = await plugin.call(target, member, args ?? [], invocation);
      const text = toWire(result);
      reply(id, "ok", text);
    });
  });
}

interface CallBody {
  readonly args?: readonly unknown[];
  readonly config?: unknown;
  readonly settings?: unknown;
  readonly cursor?: Json;
}

async function finished(id: number, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    send({ t: "err", id, error: errorOnWire(thrown) });
  }
  const ended = calls.get(id);
  calls.delete(id);
  // What it still asks for, nobody waits for.
  ended?.abort.abort();
}

function reply(id: number, t: "ok" | "page", text: string): void {
  const hashes = calls.get(id)?.asked.hashes();
  send({ t, id, ...(hashes && { hashes }) }, text);
}

async function credit(id: number): Promise<void> {
  const call = calls.get(id);
  if (!call || call.abort.signal.aborted)
    throw pluginError("unavailable", "given up", { trouble: "cancelled" });
  if (call.credit === 0) {
    await new Promise<void>((resolve) => {
      call.next = resolve;
    });
    if (call.abort.signal.aborted) throw pluginError("unavailable", "given up", { trouble: "cancelled" });
  }
  call.credit -= 1;
}

function goOn(id: number, now: string): void {
  const call = calls.get(id);
  if (!call) return;
  call.asked.now = now;
  call.credit += 1;
  call.next?.();
  delete call.next;
}

function cancel(id: number): void {
  const call = calls.get(id);
  if (!call) return;
  call.abort.abort();
  call.next?.();
}

function asking(
  call: number,
  service: string,
  args: readonly unknown[],
  signal: AbortSignal,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gaveUp = (): void => reject(pluginError("unavailable", "given up", { trouble: "cancelled" }));
    const go = (): void => {
      const running = calls.get(call);
      if (!running || signal.aborted) {
        queued.shift()?.();
        gaveUp();
        return;
      }
      const ask = (lastAsk += 1);
      const stop = (): void => {
        if (!asks.delete(ask)) return;
        send({ t: "drop", ask });
        queued.shift()?.();
        gaveUp();
      };
      signal.addEventListener("abort", stop, { once: true });
      asks.set(ask, {
        call,
        settle(ok, value) {
          signal.removeEventListener("abort", stop);
          queued.shift()?.();
          if (ok) resolve(value);
          else reject(value);
        },
      });
      const text = toWire(args);
      const hashes = running.asked.hashes();
      send({ t: "ask", ask, id: call, service, ...(hashes && { hashes }) }, text);
    };
    if (asks.size < openAsks.polite) go();
    else queued.push(go);
  });
}

function answered({ ask, ok, now }: Extract<ToPlugin, { readonly t: "answer" }>, body: string): void {
  const waiting = asks.get(ask);
  if (!waiting) return;
  asks.delete(ask);
  const running = calls.get(waiting.call);
  if (running) running.asked.now = now;
  const value = fromWire(body);
  if (ok) return waiting.settle(true, value);
  const { code, message, place } = value as {
    readonly code: CxErrorCode;
    readonly message: string;
    readonly place?: CxErrorPlace;
  };
  waiting.settle(false, pluginError(code, message, place));
}

/** Says what changed, and no more than a host wants to hear. */
function progressOf(id: number): (seen: unknown) => void {
  let last = "";
  return (seen) => {
    const text = toWire(seen);
    if (text === last || text.length > 16_384 || !enough()) return;
    last = text;
    const hashes = calls.get(id)?.asked.hashes();
    send({ t: "progress", id, ...(hashes && { hashes }) }, text);
  };
}

/** Counts what is written to the console, and says so at most once a second, with the first line. */
function lineCounter(): (text: string) => void {
  let lines = 0;
  let first = "";
  return (text) => {
    lines += 1;
    if (lines > 1) return;
    first = text.slice(0, 200);
    setTimeout(() => {
      send({ t: "log", lines, text: first });
      lines = 0;
    }, 1000).unref();
  };
}

let spent = 0;
let since = 0;

/** Whether something unasked may be said now: a hundred times a second. */
function enough(): boolean {
  const now = performance.now();
  if (now - since > 1000) {
    since = now;
    spent = 0;
  }
  spent += 1;
  return spent <= 100;
}
