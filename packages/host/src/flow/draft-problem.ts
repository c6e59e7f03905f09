import type { EventDraft, SetAside } from "@cxkit/core";

/**
 * What keeps a draft from being an event at all; `undefined` when nothing does. A channel is somebody else's code: what it returns is
 * looked at before it goes on. The payload is for the store to judge, which knows the types.
 */
export function draftProblem(draft: EventDraft): SetAside | undefined {
  if (typeof draft !== "object" || draft === null) return problem("event", "is no object");
  for (const path of ["source", "key", "type", "time", "channel"] as const) {
    const value: unknown = draft[path];
    if (typeof value !== "string" || value === "") return problem(path, "is no text");
  }
  for (const path of ["subject", "touchpoint", "journey", "stage"] as const) {
    const value: unknown = draft[path];
    if (value !== undefined && (typeof value !== "string" || value === "")) {
      return problem(path, "is there and is no text");
    }
  }
  const { revision = 0, dimensions, data, consent } = draft;
  if (!(Number.isSafeInteger(revision) && revision >= 0))
    return problem("revision", "is no whole number ≥ 0");
  if (!offset.test(draft.time)) return problem("time", "has no offset");
  if (Number.isNaN(Date.parse(draft.time))) return problem("time", "cannot be read");
  if (!isRecord(dimensions)) return problem("dimensions", "is no map");
  for (const name in dimensions) {
    if (typeof dimensions[name] !== "string") return problem(`dimensions.${name}`, "is no text");
  }
  if (!isRecord(data)) return problem("data", "is no object");
  if (consent !== undefined && !Array.isArray(consent)) return problem("consent", "is no list");
  return undefined;
}

const offset = /(?:Z|[+-]\d\d:?\d\d)$/i;

function problem(path: string, what: string): SetAside {
  return { scope: "record", path, reason: "malformed", message: `${path} ${what}` };
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
