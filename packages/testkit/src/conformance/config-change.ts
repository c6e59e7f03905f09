import type { JsonSchema } from "@cxkit/core";

/** How large a change of a configuration is, and the part of it that makes it so. */
export interface ConfigChange {
  readonly change: "patch" | "minor" | "major";
  readonly because: string;
}

/**
 * How large a change of a configuration's schema is: `major` when what was valid may no longer be (a key gone or of another kind, a key
 * required), `minor` when there is more to say, `patch` when there is not. What it cannot compare it takes for another kind.
 *
 * @example configChange({ properties: {} }, { properties: { zone: { type: "string" } } }).change // => "minor"
 */
export function configChange(before: JsonSchema, after: JsonSchema): ConfigChange {
  const [old, fresh] = [before, after].map(
    (schema) => (schema["properties"] ?? {}) as { readonly [key: string]: JsonSchema },
  );
  const required = (schema: JsonSchema): readonly string[] =>
    Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  for (const key of Object.keys(old ?? {}))
    if (!(key in (fresh ?? {}))) return { change: "major", because: `${key} is gone` };
  const demanded = required(after).find((key) => !required(before).includes(key));
  if (demanded !== undefined) return { change: "major", because: `${demanded} is now required` };
  for (const [key, schema] of Object.entries(old ?? {})) {
    const now = fresh?.[key];
    if (now && kindOf(schema) !== kindOf(now))
      return { change: "major", because: `${key} is of another kind` };
  }
  const more = Object.keys(fresh ?? {}).find((key) => !(key in (old ?? {})));
  return more === undefined
    ? { change: "patch", because: "the keys are the same" }
    : { change: "minor", because: `${more} is new` };
}

/** What decides on validity, without words for people. */
function kindOf(schema: JsonSchema): string {
  return JSON.stringify(schema, (key, value: unknown) =>
    ["description", "title", "default", "examples"].includes(key) ? undefined : value,
  );
}
