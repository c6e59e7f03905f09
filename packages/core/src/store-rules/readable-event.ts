import { type CxEvent, eventTypes } from "../event.ts";

/** Why an event cannot be counted, and where in it. */
export interface Unreadable {
  readonly path: string;
  readonly reason: "malformed" | "undeclared-type" | "unreadable-time" | "invalid-weight";
}

/** The types a store counts: those of the model and those a plugin declares. */
export function declaredTypes(more: readonly string[] = []): ReadonlySet<string> {
  return new Set([...eventTypes, ...more]);
}

/** What keeps an event from being counted at all; `undefined` when nothing does. Its answers are judged one by one. */
export function unreadable(event: CxEvent, types: ReadonlySet<string>): Unreadable | undefined {
  for (const path of ["source", "id", "key", "type", "time"] as const) {
    if (typeof event[path] !== "string") return { path, reason: "malformed" };
  }
  if (!(Number.isSafeInteger(event.revision) && event.revision >= 0))
    return { path: "revision", reason: "malformed" };
  if (!isObject(event.dimensions)) return { path: "dimensions", reason: "malformed" };
  if (!isObject(event.data)) return { path: "data", reason: "malformed" };
  if (!types.has(event.type)) return { path: "type", reason: "undeclared-type" };
  if (Number.isNaN(Date.parse(event.time))) return { path: "time", reason: "unreadable-time" };
  if (event.type !== "survey.responded") return undefined;
  const { answers, weight } = event.data;
  if (!Array.isArray(answers) || !answers.every(isObject))
    return { path: "data.answers", reason: "malformed" };
  const weighs = weight === undefined || (typeof weight === "number" && weight >= 0 && weight < Infinity);
  return weighs ? undefined : { path: "data.weight", reason: "invalid-weight" };
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
