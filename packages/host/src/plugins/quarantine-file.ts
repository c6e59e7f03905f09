import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { QuarantineRecord } from "./manager-contract.ts";

/**
 * Keeps in a file which plugins are in quarantine, so that starting again lets none of them out. What cannot be read is none: a plugin that
 * should be there gets there again by what it does.
 *
 * @param file absolute path
 */
export function quarantineFile(file: string): QuarantineRecord {
  const kept = new Map(Object.entries(read(file)));
  const write = (): void => {
    mkdirSync(path.dirname(file), { recursive: true });
    if (kept.size === 0) return rmSync(file, { force: true });
    const beside = `${file}.${process.pid}.tmp`;
    writeFileSync(beside, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
    renameSync(beside, file);
  };
  return {
    reason(plugin, version) {
      const found = kept.get(plugin);
      return found?.version === version ? found.why : null;
    },
    put(plugin, version, why) {
      kept.set(plugin, { version, why });
      write();
    },
    take(plugin) {
      if (kept.delete(plugin)) write();
    },
  };
}

function read(file: string): {
  readonly [plugin: string]: { readonly version: string; readonly why: string };
} {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof kept === "object" && kept !== null ? (kept as ReturnType<typeof read>) : {};
  } catch {
    return {};
  }
}
