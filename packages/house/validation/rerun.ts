import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type ReferenceCase, referenceFolder } from "./area.ts";

/** What a reference script made of the cases, in their order; or why it could not be run. */
export type Rerun =
  | {
      readonly versions: string;
      readonly results: readonly { readonly value?: unknown; readonly why?: string }[];
    }
  | { readonly unavailable: string };

/** Runs a reference script over cases, where its program is installed. */
export function rerun(script: string, cases: readonly ReferenceCase[]): Rerun {
  const scratch = mkdtempSync(path.join(os.tmpdir(), "validate-"));
  try {
    const isR = script.endsWith(".R");
    const input = path.join(scratch, isR ? "cases.R" : "cases.json");
    const asked = cases.map(({ fn, input: given }) => ({ fn, input: given }));
    writeFileSync(input, isR ? `${rLiteral(asked)}\n` : JSON.stringify(asked));
    const program = isR ? "Rscript" : "/usr/bin/python3";
    const runner = path.join(referenceFolder, isR ? "run.R" : "run.py");
    const ran = spawnSync(program, [runner, path.join(referenceFolder, script), input], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      env: { ...process.env, LC_ALL: "C.UTF-8" },
    });
    if (ran.error) return { unavailable: `${program} is not installed` };
    if (ran.status !== 0) return { unavailable: ran.stderr.trim().split("\n").slice(-2).join(" ") };
    const [head = "", ...lines] = ran.stdout.trim().split("\n");
    const { versions } = JSON.parse(head) as { versions: string };
    const results = lines.map((line) => {
      const { value, error, missing } = JSON.parse(line) as {
        value?: unknown;
        error?: string;
        missing?: string;
      };
      if (missing !== undefined) return { why: `the script has no ${missing}` };
      return error === undefined ? { value } : { why: error };
    });
    return { versions, results };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** JSON as R: numbers, words or flags alone make vectors, everything else lists. */
function rLiteral(value: unknown): string {
  if (value === null || value === undefined) return "NA";
  if (value === "NaN" || value === "Infinity" || value === "-Infinity")
    return value.replace("Infinity", "Inf");
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) {
    const flat = value.length > 0 && value.every((one) => one === null || typeof one !== "object");
    return `${flat ? "c" : "list"}(${value.map(rLiteral).join(", ")})`;
  }
  const parts = Object.entries(value).map(([key, inner]) => `\`${key}\` = ${rLiteral(inner)}`);
  return `list(${parts.join(", ")})`;
}
