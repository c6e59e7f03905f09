/**
 * Where two plain values first differ, as a path; `null` when they are equal. The order of keys does not count, and a key holding
 * `undefined` is no key.
 *
 * @param tolerance how far two numbers at a path may be apart; by default they must be identical
 * @example firstDifference({ a: [1, 2] }, { a: [1, 3] }) // => "a[1]: 2 against 3"
 */
export function firstDifference(
  left: unknown,
  right: unknown,
  tolerance: (path: string, left: number, right: number) => number = () => 0,
  path = "",
): string | null {
  if (Object.is(left, right)) return null;
  if (typeof left === "number" && typeof right === "number") {
    return Math.abs(left - right) <= tolerance(path, left, right) ? null : apart(path, left, right);
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) {
      return `${path}: ${left.length} entries against ${right.length}`;
    }
    return firstOf(left.keys(), (index) =>
      firstDifference(left[index], right[index], tolerance, `${path}[${index}]`),
    );
  }
  if (!isRecord(left) || !isRecord(right)) return apart(path, left, right);
  // A date, a map or an object of a class is none of JSON's objects, although it may have as few keys.
  if (kindOf(left) !== kindOf(right)) return apart(path, left, right);
  if (left instanceof Date && right instanceof Date && left.getTime() !== right.getTime())
    return apart(path, left, right);
  return firstOf(new Set([...Object.keys(left), ...Object.keys(right)]), (key) =>
    firstDifference(left[key], right[key], tolerance, path === "" ? key : `${path}.${key}`),
  );
}

function firstOf<T>(all: Iterable<T>, difference: (one: T) => string | null): string | null {
  for (const one of all) {
    const found = difference(one);
    if (found !== null) return found;
  }
  return null;
}

function apart(path: string, left: unknown, right: unknown): string {
  return `${path === "" ? "" : `${path}: `}${text(left)} against ${text(right)}`;
}

function text(value: unknown): string {
  return typeof value === "number" ? String(value) : (JSON.stringify(value)?.slice(0, 200) ?? "nothing");
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: object): unknown {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype ?? Object.prototype;
}
