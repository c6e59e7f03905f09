import { readFile, readlink, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import type { Instant } from "@cxkit/core";

/** Which process has a lock, and how to find out whether it still runs. */
export interface LockHolder {
  readonly pid: number;
  readonly command: string;
  readonly since: Instant;
  readonly host: string;
  /** When the process started, in clock ticks since the machine did: a later process of the same number differs. Linux only. */
  readonly started?: string;
  /** Since when the machine runs. Linux only. */
  readonly boot?: string;
  /** Among which processes its number counts: containers have their own. Linux only. */
  readonly namespace?: string;
  /** Where it can be reached while it runs; a socket nobody listens at belongs to a dead process. */
  readonly socket: string;
}

/** What tells this process from all others. */
export async function thisProcess(): Promise<Omit<LockHolder, "command" | "since" | "socket">> {
  const started = await startOf(process.pid);
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => undefined);
  const namespace = await readlink("/proc/self/ns/pid").catch(() => undefined);
  return {
    pid: process.pid,
    host: os.hostname(),
    ...(started !== undefined && { started }),
    ...(boot !== undefined && { boot: boot.trim() }),
    ...(namespace !== undefined && { namespace }),
  };
}

/**
 * Whether the process that has a lock still runs. Where that cannot be found out, because it ran on another machine, it is taken to.
 */
export async function isAlive(holder: LockHolder): Promise<boolean> {
  const self = await thisProcess();
  if (holder.boot !== undefined && self.boot !== undefined) {
    // The machine was started again, or it is another one.
    if (holder.boot !== self.boot) return holder.host !== self.host;
    if (holder.namespace === self.namespace && holder.started !== undefined)
      return (await startOf(holder.pid)) === holder.started;
    return answers(holder.socket);
  }
  if (holder.host !== self.host) return true;
  return isRunning(holder.pid) && answers(holder.socket);
}

/** The twenty-second field of a process's line; its name, the second, may have spaces and brackets in it. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const line = await readFile(`/proc/${String(pid)}/stat`, "utf8");
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    // A zombie has ended and only waits for its parent to notice.
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one, too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** A sign of life: a socket that the system closes when the process ends, however it ends. It does not keep the process running. */
export async function listen(
  directory: string,
  nonce: string,
): Promise<{ readonly address: string; close(): Promise<void> }> {
  const address = addressOf(directory, nonce);
  const server = net.createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, () => resolve());
  });
  server.unref();
  return {
    address,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
      });
      if (path.sep === "/") await rm(address, { force: true });
    },
  };
}

/** In the folder, so that containers that share it can see it; elsewhere where the path would be too long for a socket. */
function addressOf(directory: string, nonce: string): string {
  if (path.sep === "\\") return `\\\\.\\pipe\\cxkit-${nonce}`;
  const inside = path.resolve(directory, `workspace-lock.${nonce}.sock`);
  return Buffer.byteLength(inside) <= 100 ? inside : path.join(os.tmpdir(), `cxkit-${nonce}.sock`);
}
