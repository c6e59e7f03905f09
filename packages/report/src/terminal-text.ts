import type { Estimate } from "@cxkit/core";
import { displayWidth } from "./display-width.ts";

/** Styles of a terminal, or none. */
export interface TerminalPaint {
  strong(text: string): string;
  faint(text: string): string;
  accent(text: string): string;
  bad(text: string): string;
}

/** Escape sequences where colour is wanted; the bare text where not. */
export function terminalPaint(color: boolean): TerminalPaint {
  const style = (open: number, close: number) => (text: string) =>
    color && text !== "" ? `\u001B[${open}m${text}\u001B[${close}m` : text;
  return { strong: style(1, 22), faint: style(2, 22), accent: style(36, 39), bad: style(31, 39) };
}

/** The text in lines of at most so many columns, broken at spaces, and between Chinese characters where they are none. */
export function wrapText(text: string, columns: number, indent = 0): string[] {
  const lines: string[] = [];
  const margin = " ".repeat(indent);
  let line = "";
  for (const word of text.match(pieces) ?? []) {
    if (displayWidth(line + word.trimEnd()) > columns && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = margin + word.trimStart();
    } else line += word;
    while (displayWidth(line.trimEnd()) > columns) {
      const head = takeColumns(line, columns);
      lines.push(head);
      line = margin + line.slice(head.length);
    }
  }
  return line.trim() === "" ? lines : [...lines, line.trimEnd()];
}

/** The text filled with spaces to so many columns. */
export function fillTo(text: string, columns: number, side: "start" | "end"): string {
  const space = " ".repeat(Math.max(0, columns - displayWidth(text)));
  return side === "start" ? text + space : space + text;
}

/** An interval over a domain as a line of characters: `  ├──●──┤ `. */
export function intervalWhisker(
  estimate: Estimate,
  domain: readonly [low: number, high: number],
  columns: number,
  unicode: boolean,
): string {
  if (estimate.value === null) return "";
  const span = domain[1] - domain[0] || 1;
  const at = (value: number) =>
    Math.min(columns - 1, Math.max(0, Math.round(((value - domain[0]) / span) * (columns - 1))));
  const [left, line, right, dot] = unicode ? ["├", "─", "┤", "●"] : ["|", "-", "|", "o"];
  const low = at(estimate.interval?.low ?? domain[0]);
  const high = at(estimate.interval?.high ?? domain[1]);
  const middle = at(estimate.value);
  return Array.from({ length: high + 1 }, (_, index) => {
    if (index === middle) return dot;
    if (index < low) return " ";
    return index === low ? left : index === high ? right : line;
  }).join("");
}

// A wide character and the closing punctuation after it, or a word with the spaces after it.
const pieces =
  /n = [\d,.]+\S*\s*|[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u{20000}-\u{3FFFD}][，。；：、！？）」』”’…]*\s*|(?:(?![\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u{20000}-\u{3FFFD}])\S)+[，。；：、！？）」』”’…]*\s*|\s+/gu;

function takeColumns(text: string, columns: number): string {
  let taken = "";
  for (const character of text) {
    if (displayWidth(taken + character) > columns) break;
    taken += character;
  }
  return taken;
}
