/** Where a text stands in a plain value: keys and indexes from the outside in. */
export type LeafPath = readonly (string | number)[];

/**
 * Paths of all texts in a plain value (objects, arrays; nothing else is entered).
 *
 * @example textLeaves({ line: 2, cells: ["a", "b"] }) // => [["cells", 0], ["cells", 1]]
 */
export function textLeaves(value: unknown, at: LeafPath = []): LeafPath[] {
  if (typeof value === "string") return [at];
  if (Array.isArray(value)) return value.flatMap((part, index) => textLeaves(part, [...at, index]));
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => textLeaves(part, [...at, key]));
}

/**
 * A copy of a plain value with another text at a path.
 *
 * @example withText({ cells: ["a", "b"] }, ["cells", 1], "") // => { cells: ["a", ""] }
 */
export function withText<T>(value: T, [key, ...rest]: LeafPath, text: string): T {
  if (key === undefined) return text as T;
  const inner = withText((value as { [key: PropertyKey]: unknown })[key], rest, text);
  return (Array.isArray(value) ? value.with(Number(key), inner) : { ...value, [key]: inner }) as T;
}

/** Freezes a plain value through and through, in place; laws run on frozen input. */
export function deepFrozen<T>(value: T): T {
  if (Array.isArray(value) || isPlain(value)) {
    Object.values(value).forEach((part) => deepFrozen(part));
    Object.freeze(value);
  }
  return value;
}

function isPlain(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
