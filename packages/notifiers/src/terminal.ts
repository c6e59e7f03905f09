import type { Notifier } from "@cxkit/core";
import * as z from "zod";
import { displayWidth, wrappedLines } from "./display-width.ts";
import { notificationParts } from "./notification-parts.ts";
import { wordsOf } from "./notification-words.ts";
import { isZone } from "./zoned-time.ts";

/** What a terminal can do, and how it is written to. */
export interface TerminalOptions {
  /** Takes text with line ends: `(text) => process.stdout.write(text)`. */
  readonly write: (text: string) => unknown;
  /** Escape sequences for colour and weight. Default `false`. */
  readonly colours?: boolean;
  /** Columns, 20 or more. Default 80. */
  readonly columns?: number;
}

/** How notifications look in a terminal. */
export interface TerminalConfig {
  /** IANA name of the zone in which times are told. Default `UTC`. */
  readonly zone?: string | undefined;
}

/**
 * Writes notifications to a terminal: for the first try, and for workspaces that somebody watches.
 *
 * What a customer wrote cannot move the cursor or set a colour. Lines fit the columns, wide characters counted as two; only an address
 * of the web stays whole.
 *
 * @throws {RangeError} when `columns` is no whole number ≥ 20
 */
export function terminal(options: TerminalOptions): Notifier<TerminalConfig> {
  const { write, colours = false, columns = 80 } = options;
  if (!Number.isInteger(columns) || columns < 20) {
    throw new RangeError(`terminal requires columns to be a whole number ≥ 20, got ${columns}`);
  }
  const style = (open: number, close: number) => (text: string) =>
    colours ? `\u001B[${open}m${text}\u001B[${close}m` : text;
  const [strong, faint, alarming] = [style(1, 22), style(2, 22), style(31, 39)];
  return {
    id: "terminal",
    title: "Terminal",
    config: z.strictObject({
      zone: z.string().refine(isZone, "a time zone such as Asia/Shanghai is needed").optional(),
    }),
    async deliver(notification, { config: { zone = "UTC" }, signal }) {
      if (signal.aborted) return { delivered: false, reason: "given up before it was written", retry: true };
      const words = wordsOf(notification);
      const { heading, facts, quote, links } = notificationParts(notification, { zone });
      const good = notification.kind === "recovery";
      const wide = Math.max(...facts.map(({ label }) => displayWidth(label)), 0) + 2;
      const lines = [
        ...wrappedLines(heading, columns, 2).map((line) => (good ? strong(line) : strong(alarming(line)))),
        ...facts.flatMap(({ label, text }) => {
          const margin = label + " ".repeat(wide - displayWidth(label));
          return wrappedLines(margin + text, columns, wide).map((line, index) =>
            index === 0 ? faint(margin) + line.slice(margin.length) : line,
          );
        }),
        ...(quote.length > 0 ? [faint(words.verbatim)] : []),
        ...quote.flatMap((line) => wrappedLines(`> ${line}`, columns, 2)),
        ...links.flatMap(({ verb, url }) => wrappedLines(`${verb}${words.colon}${url}`, columns, 2)),
      ];
      try {
        await write(`${lines.join("\n")}\n\n`);
        return { delivered: true };
      } catch {
        return { delivered: false, reason: "the terminal could not be written to", retry: true };
      }
    },
  };
}
