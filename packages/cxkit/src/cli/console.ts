import { SingleBar } from "cli-progress";
import pc from "picocolors";

/** Where a command writes: results to one stream, everything else to the other. */
export interface Console {
  readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Environment, for `NO_COLOR`, `FORCE_COLOR` and the language. */
  readonly env: { readonly [name: string]: string | undefined };
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

/** A bar over bytes; silent where the stream is no terminal. */
export interface Progress {
  add(bytes: number): void;
  stop(): void;
}

/** Shows how much of `total` bytes has been read. */
export function progressBar({ err }: Pick<Console, "err">, label: string, total: number): Progress {
  if (err.isTTY !== true) return { add: () => {}, stop: () => {} };
  const bar = new SingleBar({
    format: `${label} [{bar}] {percentage} %`,
    stream: err,
    clearOnComplete: true,
    hideCursor: true,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 30,
  });
  bar.start(total, 0);
  return { add: (bytes) => bar.increment(bytes), stop: () => bar.stop() };
}
