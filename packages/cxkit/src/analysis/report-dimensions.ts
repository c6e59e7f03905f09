import type { Analysis } from "./analysis.ts";
import type { EvidenceSource } from "./evidence.ts";

/** The fields to cut by: dimensions of all files, or those of them that were asked for. */
export function reportDimensions(
  configs: readonly EvidenceSource["config"][],
  { segments: wanted }: { readonly segments?: readonly string[] | undefined },
): Analysis["dimensions"] {
  const labels = new Map<string, string>();
  for (const { dimensions } of configs) {
    for (const { name, column } of dimensions) {
      if (!labels.has(name)) labels.set(name, typeof column === "string" ? column : name);
    }
  }
  return [...labels]
    .filter(([name, label]) => !wanted || wanted.includes(name) || wanted.includes(label))
    .map(([name, label]) => ({ field: `dimensions.${name}`, label }));
}
