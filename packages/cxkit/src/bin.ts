#!/usr/bin/env node
import process from "node:process";
import { run } from "./cli/program.ts";

const abort = new AbortController();
process.once("SIGINT", () => abort.abort());
process.once("SIGTERM", () => abort.abort());
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
  now: () => new Date().toISOString(),
  signal: abort.signal,
});
