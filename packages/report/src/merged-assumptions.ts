import type { FileAssumption, ReportModel } from "./model.ts";

/** An assumption and every file it was made for. */
export interface MergedAssumption extends Omit<FileAssumption, "file"> {
  readonly files: readonly string[];
}

/** What was assumed, the same of several files once; the weakest basis first, as it is the likeliest to be wrong. */
export function mergedAssumptions({ assumptions }: ReportModel): readonly MergedAssumption[] {
  const merged = new Map<string, { readonly rest: Omit<FileAssumption, "file">; readonly files: string[] }>();
  for (const { file, ...rest } of assumptions) {
    const key = JSON.stringify([rest.path, rest.text, rest.confidence, rest.override ?? null]);
    const known = merged.get(key);
    if (!known) merged.set(key, { rest, files: [file] });
    else if (!known.files.includes(file)) known.files.push(file);
  }
  return [...merged.values()]
    .map(({ rest, files }) => ({ ...rest, files }))
    .toSorted((a, b) => basis.indexOf(a.confidence) - basis.indexOf(b.confidence));
}

const basis: readonly FileAssumption["confidence"][] = ["default", "likely", "certain"];
