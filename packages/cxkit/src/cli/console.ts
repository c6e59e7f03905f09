import { SingleBar } from "cli-progress";
import pc from "picocolors";

/** Where a command writes: results to one stream, everything else to the other. */
export interface Console {
  readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Where somebody can answer a question; left out where nobody can. */
  readonly in?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Environment, for `NO_COLOR`, `FORCE_COLOR` and the language. */
  readonly env: { readonly [name: string]: string | undefined };
  /** Whose account it is; where the environment says another, that is believed. */
  readonly user?: string;
  /** RFC 3339. */
  readonly now: () => string;
  readonly signal: AbortSignal;
}

/** Whether to colour what goes to a stream: terminals only, unless `NO_COLOR` or `FORCE_COLOR` says otherwise. */
export function colorful(stream: { readonly isTTY?: boolean }, env: Console["env"]): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  if ((env["FORCE_COLOR"] ?? "") !== "" && env["FORCE_COLOR"] !== "0") return true;
  return stream.isTTY === true && env["TERM"] !== "dumb";
}

/** Colours for a stream. */
export function paint(
  stream: { readonly isTTY?: boolean },
  env: Console["env"],
): ReturnType<typeof pc.createColors> {
  return pc.createColors(colorful(stream, env));
}

/** The language of the user's surroundings, among those that reports are written in. */
export function languageOf(env: Console["env"]): "en" | "zh" {
  return /^zh/i.test(env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "") ? "zh" : "en";
}

/** How wide text may be; some terminals say 0 for not knowing. */
export function columnsOf({ columns = 0 }: { readonly columns?: number }): number {
  return Math.min(columns === 0 ? 100 : columns, 120);
}

/** What a command is doing, for whoever waits at a terminal; silent elsewhere. */
export interface Progress {
  /** Starts a bar over bytes; what it returns counts bytes. */
  reading(total: number): (bytes: number) => void;
  /** Names what goes on without a measure of how far it is. */
  phase(name: string): void;
  /** Takes it off the screen; can be called again. */
  stop(): void;
}

/** Progress on a stream, drawn only where it is a terminal that can take a line back. */
export function progressOf({ err, env }: Pick<Console, "err" | "env">): Progress {
  if (err.isTTY !== true || env["TERM"] === "dumb")
    return { reading: () => () => {}, phase: () => {}, stop: () => {} };
  let clear = (): void => {};
  const stop = (): void => {
    clear();
    clear = () => {};
  };
  return {
    reading(total) {
      stop();
      const bar = new SingleBar({
        format: "reading [{bar}] {percentage} %",
        stream: err,
        clearOnComplete: true,
        hideCursor: true,
        barCompleteChar: "█",
        barIncompleteChar: "░",
        barsize: 30,
      });
      bar.start(total, 0);
      clear = () => bar.stop();
      return (bytes) => bar.increment(bytes);
    },
    phase(name) {
      stop();
      err.write(`${name} …`);
      // Back to the first column, and the line is blank again.
      clear = () => void err.write("\r\u001B[K");
    },
    stop,
  };
}
