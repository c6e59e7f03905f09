import path from "node:path";
import { cxError } from "@cxkit/core";
import { callCommand } from "./call-command.ts";
import { type Console, languageOf } from "./console.ts";
import { finishReports, reportProgress } from "./finish-reports.ts";
import { outputPath } from "./output-path.ts";
import type { ReportFlags } from "./report-flags.ts";

/**
 * `cxkit report` without a file: reports on what the workspace in this folder has collected, whether it is running or not.
 *
 * @returns the exit code
 */
export async function reportOnWorkspace(flags: ReportFlags, console: Console): Promise<number> {
  const wrong = aboutFiles.find((flag) => flags[flag] !== undefined);
  if (wrong !== undefined) {
    const option = wrong.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw cxError("invalid-setup", `--${option} is about a file, and no file is named`, { path: wrong });
  }
  const progress = reportProgress(flags, console);
  try {
    progress.phase("measuring");
    const { title, zone, every, segment, invited, interval } = flags;
    const model = await callCommand(
      "report",
      {
        generated: console.now(),
        locale: flags.lang ?? languageOf(console.env),
        confidenceLevel: flags.confidence,
        minimumCell: flags.minimumCell,
        verbatims: flags.verbatims === false ? 0 : flags.verbatims === true ? 200 : flags.verbatims,
        targets: flags.target ?? [],
        ...(title !== undefined && { title }),
        ...(zone !== undefined && { zone }),
        ...(every !== undefined && { every }),
        ...(segment && { segments: segment }),
        ...(invited !== undefined && { invited }),
        ...(interval !== undefined && { interval }),
      },
      { folder: flags.folder ?? "." },
      console,
    );
    const file = await outputPath(flags.out, [path.resolve("workspace")]);
    return await finishReports(
      { made: [{ model, file, part: "" }], flags, inputs: [], configs: [] },
      console,
      progress,
    );
  } finally {
    progress.stop();
  }
}

/** Options that say how files are read. */
const aboutFiles: readonly (keyof ReportFlags)[] =
  "by mapping saveMapping as encoding delimiter sheet journey recommend csat ces rating weight date dateOrder id subject comment scale missing word direction wave survey collectedBy revision headerRows".split(
    " ",
  ) as (keyof ReportFlags)[];
