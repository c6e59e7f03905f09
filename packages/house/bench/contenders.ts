import { readdirSync } from "node:fs";
import path from "node:path";
import type { Workload } from "./workload.ts";

/** The workloads: folders beside this file. */
export function workloads(): string[] {
  return readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

/** The contenders of a workload: its files, the yardstick first; what lies in folders is their data. */
export function contendersOf(workload: string): string[] {
  const names = readdirSync(path.join(import.meta.dirname, workload))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.basename(file, ".ts"));
  if (!names.includes("yardstick"))
    throw new RangeError(`a workload requires a yardstick.ts, got ${workload} without`);
  return ["yardstick", ...names.filter((name) => name !== "yardstick").toSorted()];
}

export async function workloadOf(name: string): Promise<Workload> {
  const { workload } = (await import(`./${name}/yardstick.ts`)) as { readonly workload: Workload };
  return workload;
}
