import type { Decoded, SetAside } from "@cxkit/core";
import { holdsContact, quotable } from "../survey/contact-text.ts";

/** A whole record that is not used. */
export function recordAside(path: string, reason: string, message: string): Decoded {
  return { events: [], setAside: [{ scope: "record", path, reason, message }] };
}

/** One value that is not used, while the rest of its record is. */
export function valueAside(path: string, reason: string, message: string): SetAside {
  return { scope: "value", path, reason, message };
}

/** What came, as a message may quote it: short, and nothing that reaches a person. */
export function quoted(value: unknown): string {
  if (typeof value === "string") return `"${quotable(value)}"`;
  // A telephone number may come as a number, which keeps no plus sign.
  if (typeof value === "number") return holdsContact(`+${value}`) ? "•••" : quotable(String(value));
  if (typeof value === "boolean" || value === null) return String(value);
  return value === undefined ? "nothing" : Array.isArray(value) ? "a list" : "an object";
}
