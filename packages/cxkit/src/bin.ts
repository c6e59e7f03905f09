#!/usr/bin/env node
import os from "node:os";
import process from "node:process";
import { exitCodes } from "./cli/exit-codes.ts";
import { run } from "./cli/program.ts";

const abort = new AbortController();
const stop = (): void => {
  // Whoever asks again does not want to wait.
  if (abort.signal.aborted) process.exit(exitCodes.interrupted);
  abort.abort();
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
// A reader that closes the pipe early (`cxkit report x.csv | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  in: process.stdin,
  env: process.env,
  user: account(),
  now: () => new Date().toISOString(),
  signal: abort.signal,
});

/** In a container the environment may not say it, and the system may not either. */
function account(): string {
  try {
    return os.userInfo().username;
  } catch {
    return "";
  }
}
