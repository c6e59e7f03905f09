import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { cxError } from "@cxkit/core";
import type { Orders } from "./orders.ts";

/** Sources are made ready once, not in every life. */
const compiled = path.resolve(import.meta.dirname, "../../../.cache/compiled");

/** A worker that runs. */
export interface Worker {
  /** Resolves when it is dead. */
  readonly dead: Promise<void>;
  readonly alive: () => boolean;
  /** Whether it got to where it was to stop. */
  readonly stopped: () => boolean;
  /** Posts to it. `null` when it died before it had answered. */
  post(url: string, body: string | Uint8Array, headers?: Record<string, string>): Promise<Answer | null>;
  /** Kills it, unless it is dead. */
  kill(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  /** Whether it died in the middle of the answer. */
  readonly cut: boolean;
}

/**
 * Starts a worker, and kills it when it says that it got to where it was to stop.
 *
 * @param after milliseconds from that moment on
 * @returns `null` when it died before it could listen
 */
export async function startWorker(orders: Orders, after: number): Promise<Worker | null> {
  const script = path.join(import.meta.dirname, "worker.ts");
  const child = spawn(
    process.execPath,
    ["--conditions=@cxkit/source", "--disable-warning=ExperimentalWarning", script, JSON.stringify(orders)],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NODE_COMPILE_CACHE: compiled } },
  );
  let complaint = "";
  let stopped = false;
  child.stderr.on("data", (text: Buffer) => (complaint += text.toString()));
  const dead = once(child, "close").then(() => undefined);
  const alive = () => child.exitCode === null && child.signalCode === null;
  const listening = new Promise<string | null>((resolve) => {
    createInterface(child.stdout).on("line", (line) => {
      const [what, value = ""] = line.split(" ");
      if (what === "listening") resolve(value);
      else if (what === "reached") {
        stopped = true;
        void wait(after).then(() => child.kill("SIGKILL"));
      }
    });
    void dead.then(() => resolve(null));
  });
  const port = await listening;
  if (port === null) {
    // Killed while it opened is one of the moments; ended by itself is none.
    if (child.signalCode === "SIGKILL") return null;
    throw cxError("contribution-failed", `the worker ended by itself: ${complaint.slice(-2000)}`);
  }
  return {
    dead,
    alive,
    stopped: () => stopped,
    async post(url, body, headers = {}) {
      try {
        const response = await fetch(`http://127.0.0.1:${port}${url}`, {
          method: "POST",
          headers: { "content-type": "application/json", ...headers },
          body: body as Uint8Array<ArrayBuffer>,
        });
        return await answered(response);
      } catch {
        return null;
      }
    },
    async kill() {
      if (alive()) child.kill("SIGKILL");
      await dead;
    },
  };
}

/** What came of an answer until it ended or was cut off. */
async function answered(response: Response): Promise<Answer> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
    return { status: response.status, text, cut: false };
  } catch {
    return { status: response.status, text, cut: true };
  }
}
