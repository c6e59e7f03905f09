import { isCxError } from "@cxkit/core";

/** What `cxkit` tells the shell. Documented in `docs/guide/command-line.md`. */
export const exitCodes = {
  done: 0,
  /** Our fault: please report it. */
  bug: 1,
  /** The command line makes no sense. */
  usage: 2,
  /** A file is not what it should be; nothing was written. */
  file: 3,
  /** Columns, mapping or options do not fit; nothing was written. */
  setup: 4,
  /** The report was written, but no score was found in the files. */
  noScore: 5,
  /** Disk or network refused. */
  unavailable: 6,
  interrupted: 130,
} as const;

/** The exit code a thrown value deserves. */
export function exitCodeOf(thrown: unknown): number {
  if (isCxError(thrown, "invalid-file")) return exitCodes.file;
  if (isCxError(thrown, "invalid-setup") || isCxError(thrown, "unsupported")) return exitCodes.setup;
  if (isCxError(thrown, "unavailable")) return exitCodes.unavailable;
  if (thrown instanceof Error && thrown.name === "AbortError") return exitCodes.interrupted;
  if (thrown instanceof Error && /^E[A-Z]+$/.test((thrown as NodeJS.ErrnoException).code ?? ""))
    return exitCodes.unavailable;
  return exitCodes.bug;
}
