import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { surveyExport } from "../csv/data/survey-export.ts";
import { answer } from "./yardstick.ts";

const program = path.resolve(import.meta.dirname, "../../../cxkit/src/bin.ts");
let file = "";
let folder = "";

export function prepare(size: number): void {
  file = surveyExport(size);
  folder = mkdtempSync(path.join(os.tmpdir(), "cxkit-bench-"));
}

/** As a user waits for it: `cxkit report FILE` in a process of its own, start included. */
export function run(): string {
  const options = [
    "--recommend",
    "score",
    "--segment",
    "channel",
    "--segment",
    "touchpoint",
    "--segment",
    "segment",
  ];
  const output = execFileSync(
    process.execPath,
    [
      "--conditions=@cxkit/source",
      program,
      "report",
      file,
      ...options,
      "--json",
      "--out",
      path.join(folder, "r.html"),
    ],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  const { scores } = JSON.parse(output) as { scores: { estimate: { value: number; n: number } }[] };
  return answer(scores[0]?.estimate.value ?? Number.NaN, scores[0]?.estimate.n ?? 0);
}

export function close(): void {
  rmSync(folder, { recursive: true });
}
