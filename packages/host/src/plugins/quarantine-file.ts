import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { QuarantineRecord } from "./manager-contract.ts";

/**
 * Keeps in a file which plugins are in quarantine, so that starting again lets none of them out. It is read anew each time: another process may
 * have let one out. What cannot be read is none: a plugin that should be there gets there again by what it does.
 *
 * @param file absolute path
 */
export function quarantineFile(file: string): QuarantineRecord {
  const write = (kept: Kept): void => {
    mkdirSync(path.dirname(file), { recursive: true });
    if (Object.keys(kept).length === 0) return rmSync(file, { force: true });
    const beside = `${file}.${process.pid}.tmp`;
    writeFileSync(beside, `${JSON.stringify(kept, null, 2)}\n`);
    renameSync(beside, file);
  };
  return {
    reason(plugin, version) {
      const kept = read(file);
      const found = Object.hasOwn(kept, plugin) ? kept[plugin] : undefined;
      return found?.version === version ? found.why : null;
    },
    put: (plugin, version, why) => write({ ...read(file), [plugin]: { version, why } }),
    take(plugin) {
      const { [plugin]: taken, ...others } = read(file);
      if (taken) write(others);
    },
  };
}

/** What is kept, by id of the plugin. */
interface Kept {
  readonly [plugin: string]: { readonly version: string; readonly why: string };
}

function read(file: string): Kept {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof kept === "object" && kept !== null ? (kept as Kept) : {};
  } catch {
    return {};
  }
}
