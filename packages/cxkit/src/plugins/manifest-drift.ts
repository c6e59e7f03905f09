import type { Contributes } from "@cxkit/core";
import { isRecord } from "./plugin-package.ts";

/**
 * How a manifest differs from what the code exports, in both directions.
 *
 * @param declared what the manifest says
 * @param exported what the definitions say
 * @returns none when they agree
 */
export function manifestDrift(declared: Contributes, exported: Contributes): readonly string[] {
  const kinds = new Set([...Object.keys(declared), ...Object.keys(exported)]) as ReadonlySet<
    keyof Contributes
  >;
  return [...kinds].flatMap((kind) => {
    if (kind === "configuration") return entryDrift(kind, "", declared[kind], exported[kind]);
    const left = byId(declared[kind]);
    const right = byId(exported[kind]);
    const ids = new Set([...left.keys(), ...right.keys()]);
    return [...ids].flatMap((id) => entryDrift(kind, id, left.get(id), right.get(id)));
  });
}

function entryDrift(kind: string, id: string, declared: unknown, exported: unknown): string[] {
  const what = `${kind}${id === "" ? "" : ` ${id}`}`;
  if (declared === undefined && exported === undefined) return [];
  if (exported === undefined) return [`${what} is declared, but nothing exports it`];
  if (declared === undefined) return [`${what} is exported, but not declared`];
  const path = firstDifference(declared, exported);
  return path === null ? [] : [`${what} differs${path === "" ? "" : ` at ${path}`} from what is exported`];
}

function byId(entries: readonly { readonly id: string }[] = []): ReadonlyMap<string, unknown> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** Path of the first place where two JSON values differ; `null` when they do not. The order of keys is none. */
function firstDifference(left: unknown, right: unknown, path = ""): string | null {
  if (Object.is(left, right)) return null;
  if (Array.isArray(left) && Array.isArray(right)) {
    for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
      const found = firstDifference(left[at], right[at], `${path}[${at}]`);
      if (found !== null) return found;
    }
    return null;
  }
  if (!isRecord(left) || !isRecord(right)) return path;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = firstDifference(left[key], right[key], path === "" ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
