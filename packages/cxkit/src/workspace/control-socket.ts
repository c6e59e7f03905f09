import { createHash } from "node:crypto";
import { chmod, lstat, mkdir, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { cxError, type CxErrorCode, isCxError, type Json } from "@cxkit/core";

/** What a process asks of the one that has the workspace. */
export interface ControlRequest {
  readonly command: string;
  readonly args: Json;
  /** Software that asks, with its version: both ends must agree on what commands mean. */
  readonly software: string;
}

/** What a command may use while it runs. */
export interface ControlContext {
  /** Tells whoever waits how it is going. */
  readonly progress: (progress: Json) => void;
  /** Fires when nobody waits any more. */
  readonly signal: AbortSignal;
  /** Whether the workspace is at work by itself, and was not just opened for this command. */
  readonly running?: boolean;
}

type ControlReply =
  | { readonly progress: Json }
  | { readonly result: Json }
  | {
      readonly error: { readonly code: CxErrorCode | null; readonly message: string; readonly place: object };
    };

/** Room that every system leaves for a socket's path (macOS: 104 bytes with the closing zero). */
const longestPath = 100;

/**
 * Where the process that has a workspace listens: in the workspace's folder, in a folder of the user's own among the temporary files
 * where that path would be too long for a socket, or a named pipe on Windows.
 *
 * @param directory the workspace's own folder, absolute
 */
export function controlAddress(
  directory: string,
  { platform = process.platform, temporary = os.tmpdir(), user = process.getuid?.() ?? 0 } = {},
): string {
  const name = createHash("sha256").update(path.resolve(directory)).digest("hex").slice(0, 24);
  if (platform === "win32") return String.raw`\\.\pipe\cxkit-${name}`;
  const beside = path.join(directory, "control.sock");
  return Buffer.byteLength(beside) <= longestPath
    ? beside
    : path.join(temporary, `cxkit-${user}`, `${name}.sock`);
}

/**
 * Takes commands from other processes of the same user: one request a connection, a JSON text on a line; the answer is lines of
 * progress and then one with the result. Call it only while holding the workspace's lock: a socket that is there belongs to nobody.
 *
 * @throws {CxError} `unavailable` when the system does not let it listen, or somebody else could reach the socket
 */
export async function listenForCommands(
  address: string,
  software: string,
  run: (command: string, args: Json, context: ControlContext) => Promise<Json>,
): Promise<AsyncDisposable> {
  const pipe = address.startsWith("\\\\");
  if (!pipe) {
    await ownFolder(path.dirname(address));
    await rm(address, { force: true });
  }
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    void serve(socket, software, run);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) =>
      reject(cxError("unavailable", `commands cannot be taken at ${address} (${cause.code})`, { cause })),
    );
    server.listen(address, resolve);
  });
  if (!pipe) await chmod(address, 0o600);
  return {
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/**
 * Asks the process that has the workspace to run a command.
 *
 * @returns the result, or `null` where no process listens
 * @throws {CxError} what the command threw there; `unavailable` when the process went away before it answered
 */
export async function askRunning(
  address: string,
  request: ControlRequest,
  { progress, signal }: Partial<ControlContext> = {},
): Promise<{ readonly result: Json } | null> {
  signal?.throwIfAborted();
  const socket = await connected(address);
  if (!socket) return null;
  const stop = (): void => void socket.destroy();
  signal?.addEventListener("abort", stop);
  try {
    socket.write(`${JSON.stringify(request)}\n`);
    for await (const line of linesOf(socket)) {
      const reply = JSON.parse(line) as ControlReply;
      if ("progress" in reply) progress?.(reply.progress);
      else if ("result" in reply) return reply;
      else throw thrownThere(reply.error);
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    socket.destroy();
  }
  signal?.throwIfAborted();
  throw cxError("unavailable", "the running workspace went away before it answered");
}

/**
 * Lines until the connection ends, however it ends.
 *
 * @yields one line at a time, without its end
 */
async function* linesOf(socket: net.Socket): AsyncIterable<string> {
  let text = "";
  socket.setEncoding("utf8");
  try {
    for await (const chunk of socket as AsyncIterable<string>) {
      const lines = (text + chunk).split("\n");
      text = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!["ECONNRESET", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE"].includes(code)) throw error;
  }
}

async function connected(address: string): Promise<net.Socket | null> {
  // A socket in a folder that somebody else could have made is not ours to talk to.
  if (!address.startsWith("\\\\") && !(await isOwn(path.dirname(address)))) return null;
  return new Promise((resolve, reject) => {
    const socket = net.connect(address);
    socket.once("connect", () => resolve(socket));
    socket.once("error", (cause: NodeJS.ErrnoException) => {
      // Reset: it is closing just now.
      if (["ENOENT", "ECONNREFUSED", "ECONNRESET"].includes(cause.code ?? "")) return resolve(null);
      const said = `the running workspace cannot be reached at ${address} (${cause.code})`;
      reject(cxError("unavailable", said, { cause }));
    });
  });
}

async function serve(
  socket: net.Socket,
  software: string,
  run: (command: string, args: Json, context: ControlContext) => Promise<Json>,
): Promise<void> {
  const abort = new AbortController();
  const say = (reply: ControlReply): void => {
    if (!socket.destroyed) socket.write(`${JSON.stringify(reply)}\n`);
  };
  // Somebody who goes away while it runs is noticed by the connection's end.
  socket.on("error", () => {});
  socket.once("close", () => abort.abort());
  try {
    const request = await firstLine(socket);
    if (request === undefined) return;
    if (request.software !== software)
      throw cxError(
        "invalid-setup",
        `the workspace is run by ${software}, the command is ${request.software}: restart "cxkit run"`,
      );
    const { command, args } = request;
    const result = await run(command, args, {
      progress: (progress) => say({ progress }),
      signal: abort.signal,
    });
    say({ result });
  } catch (error) {
    say({ error: told(error) });
  }
  socket.end();
}

async function firstLine(socket: net.Socket): Promise<ControlRequest | undefined> {
  let text = "";
  socket.setEncoding("utf8");
  return new Promise((resolve, reject) => {
    socket.on("data", (chunk: string) => {
      text += chunk;
      const end = text.indexOf("\n");
      if (end < 0 && text.length > 1_000_000)
        reject(cxError("invalid-setup", "a command of more than a million characters is not taken"));
      if (end < 0) return;
      socket.removeAllListeners("data");
      // Goes on reading, so that the end of the connection is seen.
      socket.resume();
      try {
        resolve(JSON.parse(text.slice(0, end)) as ControlRequest);
      } catch (cause) {
        reject(cxError("invalid-setup", "a command that is no JSON is not taken", { cause }));
      }
    });
    socket.once("close", () => resolve(undefined));
  });
}

function told(error: unknown): { code: CxErrorCode | null; message: string; place: object } {
  if (isCxError(error)) return { code: error.code, message: error.message, place: error.place };
  return { code: null, message: error instanceof Error ? error.message : String(error), place: {} };
}

function thrownThere({ code, message, place }: ReturnType<typeof told>): Error {
  return code === null ? new Error(message) : cxError(code, message, place);
}

async function ownFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!(await isOwn(folder)))
    throw cxError("unavailable", `${folder} belongs to another user: commands cannot be taken there`);
}

async function isOwn(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  if (found === null) return true;
  const user = process.getuid?.();
  return found.isDirectory() && (user === undefined || found.uid === user);
}
