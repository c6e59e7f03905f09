import { type CxEvent, type FieldPath, cxError } from "@cxkit/core";

/** What a field can hold: text and numbers; a truth value is told as `true` or `false`. */
export type FieldValue = string | number | undefined;

const envelope: ReadonlySet<string> = new Set([
  "channel",
  "touchpoint",
  "journey",
  "stage",
  "source",
  "subject",
  "type",
  "key",
  "id",
]);

/**
 * How to read a field off an event. Absent fields, and those that hold lists or objects, read as `undefined`.
 *
 * @throws {CxError} `invalid-setup` when no event can have the field
 */
export function fieldReader(path: FieldPath): (event: CxEvent) => FieldValue {
  if (envelope.has(path)) return (event) => scalar((event as unknown as Fields)[path]);
  if (path.startsWith("dimensions.")) {
    const name = path.slice("dimensions.".length);
    return ({ dimensions }) => (Object.hasOwn(dimensions, name) ? dimensions[name] : undefined);
  }
  if (path.startsWith("data.")) {
    const names = path.split(".").slice(1);
    return ({ data }) => scalar(names.reduce<unknown>(member, data));
  }
  throw cxError(
    "invalid-setup",
    `no event has a field ${path}: it is one of ${[...envelope].join(", ")}, dimensions.<name> or data.<name>`,
    { path },
  );
}

interface Fields {
  readonly [name: string]: unknown;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Fields)[name]
    : undefined;
}

function scalar(value: unknown): FieldValue {
  if (typeof value === "string" || typeof value === "number") return value;
  return typeof value === "boolean" ? String(value) : undefined;
}
