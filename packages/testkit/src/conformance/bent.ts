import { deepFrozen } from "../leaves.ts";

type Path = readonly (string | number)[];

/**
 * A record with each of its parts in turn replaced by each of some values; `undefined` takes the part out.
 *
 * @param most of how many parts at most; the first ones
 * @yields frozen records
 */
export function* bent<Raw>(raw: Raw, values: readonly unknown[], most = 150): Generator<Raw> {
  for (const path of partsOf(raw).slice(0, most)) {
    for (const value of values) {
      // Taken out of a list, the others would move up: that is another record.
      if (value === undefined && typeof path.at(-1) === "number") continue;
      yield deepFrozen(replaced(raw, path, value) as Raw);
    }
  }
}

/**
 * A record with a field more, in each of its objects in turn.
 *
 * @yields frozen records
 */
export function* extended<Raw>(raw: Raw): Generator<Raw> {
  const paths = [[] as Path, ...partsOf(raw)].slice(0, 150);
  for (const path of paths) {
    const part = path.reduce<unknown>((value, key) => (value as { [key: PropertyKey]: unknown })[key], raw);
    if (typeof part !== "object" || part === null || Array.isArray(part)) continue;
    yield deepFrozen(replaced(raw, path, { ...structuredClone(part), zz_unknown: { deep: [1] } }) as Raw);
  }
}

function partsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return at.length === 0 ? [] : [at];
  const parts = Array.isArray(value)
    ? value.flatMap((part, index) => partsOf(part, [...at, index]))
    : Object.entries(value).flatMap(([key, part]) => partsOf(part, [...at, key]));
  return at.length === 0 ? parts : [at, ...parts];
}

function replaced(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const inner = (whole as { readonly [key: PropertyKey]: unknown })[key];
  if (rest.length === 0 && value === undefined) {
    const { [key]: _gone, ...others } = whole as { readonly [key: PropertyKey]: unknown };
    return others;
  }
  const changed = replaced(inner, rest, value);
  if (Array.isArray(whole)) return whole.with(Number(key), changed);
  return { ...(whole as object), [key]: changed };
}
