import { TZDate } from "@date-fns/tz";
import type { LogEntry } from "@cxkit/host";
import { format } from "date-fns/format";
import type pc from "picocolors";
import { plain } from "./text-table.ts";

/**
 * An entry of a log as a line for people: the time of day in the workspace's zone, whose it is, what happened.
 *
 * @param now RFC 3339
 */
export function logLine(
  { level, event, contribution, facts = {} }: LogEntry,
  now: string,
  zone: string,
  colours: ReturnType<typeof pc.createColors>,
): string {
  const time = format(new TZDate(Date.parse(now), zone), "HH:mm:ss");
  const paint = { info: (text: string) => text, warn: colours.yellow, error: colours.red }[level];
  // Keys of notifications are for machines.
  const told = Object.entries(facts).filter(([name]) => name !== "key");
  const words = told.map(([name, value]) =>
    typeof value === "number"
      ? `${value} ${value === 1 ? (singular[name] ?? name) : name}`.replaceAll("-", " ")
      : `${name}: ${plain(typeof value === "string" ? value : JSON.stringify(value))}`,
  );
  const what = [...(contribution === undefined ? [] : [contribution]), event.replaceAll("-", " ")].join(" ");
  return `${colours.dim(time)}  ${paint(plain(what))}${words.length > 0 ? `  ${words.join(", ")}` : ""}`;
}

/** Counted things whose name is plural in the log; the others are said alike of one and of many. */
const singular: { readonly [name: string]: string } = {
  attempts: "attempt",
  entries: "entry",
  records: "record",
};
