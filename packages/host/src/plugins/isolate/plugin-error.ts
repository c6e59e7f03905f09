import type { CxErrorCode, CxErrorPlace } from "@cxkit/core";
import type { ErrorOnWire } from "./message.ts";

/** An error of CXKit's, as `cxError` of the core makes it; here, because a plugin's process loads as little as it can. */
export function pluginError(code: CxErrorCode, message: string, place: CxErrorPlace = {}): Error {
  return Object.assign(new Error(message), { name: "CxError", code, place });
}

/**
 * What was thrown, as words and numbers. Reads no more than it must: what a plugin throws may be anything, and a getter of it may throw.
 */
export function errorOnWire(thrown: unknown): ErrorOnWire {
  try {
    if (typeof thrown !== "object" || thrown === null) {
      return { name: typeof thrown, message: String(thrown).slice(0, longest) };
    }
    const { name, message, code, place, resource } = thrown as {
      readonly [key in "name" | "message" | "code" | "place" | "resource"]?: unknown;
    };
    const told = {
      name: typeof name === "string" ? name.slice(0, 80) : "Error",
      message: typeof message === "string" ? message.slice(0, longest) : "",
    };
    // Node's own refusals and the fence's say it alike.
    if (code === "ERR_ACCESS_DENIED") {
      const file = typeof resource === "string" && resource !== "" ? { file: resource.slice(0, 200) } : {};
      return { ...told, place: { ...file, trouble: "capability" } };
    }
    if (name !== "CxError" || typeof code !== "string" || !errorCodes.has(code)) return told;
    return { ...told, code, place: placeOf(place) };
  } catch {
    return { name: "Error", message: "what was thrown cannot be read" };
  }
}

const longest = 2000;

/** The codes that CXKit's errors have. */
export const errorCodes: ReadonlySet<string> = new Set([
  "invalid-setup",
  "invalid-event",
  "invalid-file",
  "unavailable",
  "unsupported",
  "contribution-failed",
]);

/** The kinds of trouble that a plugin may speak of: that it ended, others say. */
export const errorTroubles: ReadonlySet<string> = new Set([
  "auth",
  "permission",
  "not-found",
  "rate-limited",
  "vendor",
  "bad-data",
  "timeout",
  "cancelled",
  "capability",
]);

function placeOf(place: unknown): { readonly [name: string]: string | number } {
  if (typeof place !== "object" || place === null) return {};
  const told: Record<string, string | number> = {};
  for (const [name, fits] of Object.entries(placeParts)) {
    const value = (place as { readonly [key: string]: unknown })[name];
    if (typeof value === "string" && fits(value)) told[name] = value.slice(0, 200);
    else if (typeof value === "number" && fits(value)) told[name] = value;
  }
  return told;
}

const text = (value: unknown): boolean => typeof value === "string";
const amount = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value) && value >= 0;

/** What is told of where an error belongs; to whom it is charged, the host knows itself. */
export const placeParts: { readonly [name: string]: (value: unknown) => boolean } = {
  file: text,
  line: amount,
  path: text,
  trouble: (value) => typeof value === "string" && errorTroubles.has(value),
  retryAfter: amount,
};
