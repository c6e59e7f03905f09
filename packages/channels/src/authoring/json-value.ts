/** Reads one value out of another; `undefined` where there is none. */
export type ReadValue = (value: unknown) => unknown;

/** An object of JSON, as opposed to a list, a text and the like. */
export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A key of an object: its own alone, so that `constructor` and `__proto__` are keys like others. */
export function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * Makes the reader of a path: a JSON pointer (`/data/0/score`) or names joined by full stops (`data.0.score`).
 *
 * @example valueAt("data.score")({ data: { score: 9 } }) // => 9
 * @source RFC 6901 (JSON Pointer)
 */
export function valueAt(path: string): ReadValue {
  const steps = path.startsWith("/")
    ? path
        .slice(1)
        .split("/")
        .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    : path.split(".");
  return (value) => {
    let found = value;
    for (const step of steps) {
      if (Array.isArray(found))
        found = /^\d{1,9}$/.test(step) ? (found as unknown[])[Number(step)] : undefined;
      else found = own(found, step);
    }
    return found;
  };
}

/** A text that says something, as it is; `undefined` for blanks and for what is no text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** A text, or a number or yes/no as text: what a producer's ids and segments may be. A number that JSON could not keep is none. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : String(value);
}

/** A number, or a text that is one from its first character to its last; `undefined` otherwise ("10 reasons" is no 10). */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || !/^\s*[+-]?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value)) return undefined;
  return Number(value);
}

/** Whether a value says nothing: absent, `null`, or a blank text. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}
