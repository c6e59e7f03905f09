import path from "node:path";
import type { IngestedIntoWorkspace } from "../workspace/ingest-file.ts";
import { callCommand, printResult } from "./call-command.ts";
import { type Console, progressOf } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { inputPaths } from "./input-paths.ts";
import { reportOverrides } from "./report-overrides.ts";
import { plain } from "./text-table.ts";
import type { IngestFlags, WorkspaceFlags } from "./workspace-flags.ts";

/**
 * `cxkit ingest FILE…`: reads files into the workspace, one after the other. A second time, the same file adds nothing.
 *
 * @returns the exit code
 */
export async function ingestCommand(
  given: readonly string[],
  flags: WorkspaceFlags & IngestFlags,
  console: Console,
): Promise<number> {
  const { saveMapping: _save, ...columns } = flags;
  const overrides = reportOverrides(columns);
  const results: IngestedIntoWorkspace[] = [];
  for (const file of await inputPaths(given)) {
    const progress = progressOf(console);
    let add: ((bytes: number) => void) | undefined;
    let before = 0;
    try {
      const { connection, encoding, delimiter, sheet, saveMapping } = flags;
      const result = await callCommand(
        "ingest",
        {
          file: path.resolve(file),
          ...(connection !== undefined && { connection }),
          ...(encoding !== undefined && { encoding }),
          ...(delimiter !== undefined && { delimiter: delimiter === "tab" ? "\t" : delimiter }),
          ...(sheet !== undefined && { sheet }),
          ...(saveMapping && { saveMapping }),
          overrides,
        },
        flags,
        console,
        (said) => {
          const { done, of } = said as { readonly done: number; readonly of: number };
          add ??= progress.reading(of);
          add(done - before);
          before = done;
        },
      );
      progress.stop();
      results.push(result);
      if (!flags.json) console.out.write(ingestedInWords(result, flags.saveMapping ? "kept" : "read"));
    } finally {
      progress.stop();
    }
  }
  printResult(results, flags, console, () => "");
  return exitCodes.done;
}

/**
 * What became of a file, and what was taken for granted where the file does not say it.
 *
 * @param meaning whether the meaning of its columns was just kept in the mapping, or read from it where there is one
 */
export function ingestedInWords(
  { file, connection, counts, assumptions, mapping }: IngestedIntoWorkspace,
  meaning: "kept" | "read",
): string {
  const { records, appended, duplicates, conflicts, setAside } = counts;
  const told = [
    // An edit is a further revision: appended, too.
    `${appended - conflicts} new`,
    ...(conflicts > 0 ? [`${conflicts} edited`] : []),
    `${duplicates} known already`,
    ...(setAside > 0 ? [`${setAside} set aside (cxkit quarantine list)`] : []),
  ];
  const guessed = assumptions.filter(({ confidence }) => confidence !== "certain");
  const lines = [
    `${plain(file)} → ${connection}: ${records} records: ${told.join(", ")}`,
    ...(mapping === null || meaning === "kept"
      ? guessed.map(({ text }) => `  assumed: ${plain(text["en"] ?? "")}`)
      : []),
    ...(mapping === null
      ? []
      : [meaning === "kept" ? `  kept in ${mapping}, to be mended by hand` : `  columns as in ${mapping}`]),
    ...(mapping === null && guessed.length > 0
      ? ["  --save-mapping keeps these assumptions for the next file, to be mended by hand"]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}
