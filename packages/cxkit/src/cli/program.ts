import { Command, CommanderError, Option } from "commander";
import { isCxError } from "@cxkit/core";
import { software } from "../software.ts";
import { columnsOf, type Console, paint } from "./console.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";
import { withPluginCommands } from "./plugin/plugin-commands.ts";
import { type ReportFlags, withReportFlags } from "./report-flags.ts";
import { withWorkspaceCommands } from "./workspace-commands.ts";

/**
 * Runs the command line. What a command needs is loaded when it is called, so that `--version` and mistakes answer at once.
 *
 * @param args what follows the program's name
 * @returns the exit code
 */
export async function run(args: readonly string[], console: Console): Promise<number> {
  let code: number = exitCodes.done;
  const program = new Command("cxkit")
    .description("Customer-experience measurement: numbers that say how sure they are.")
    .version(software.replace(/^\S+ /, ""))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => console.out.write(text),
      writeErr: (text) => console.err.write(text),
      getOutHelpWidth: () => columnsOf(console.out),
      getErrHelpWidth: () => columnsOf(console.err),
      outputError: (text, write) =>
        write(`${paint(console.err, console.env).red("cxkit:")} ${oneLine(text)}\n`),
    })
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 bug, 2 usage, 3 unreadable file, 4 columns or options do not fit,\n" +
        "            5 no score found (a report is written), 6 disk, network, or a workspace in use,\n            130 interrupted",
    );
  withReportFlags(program.command("report"))
    .description("from a survey export to an honest report")
    .argument("[file...]", ".csv, .tsv, .xlsx, or a .zip holding one; none: the workspace in this folder")
    .action(async (files: string[], flags: ReportFlags, command: Command) => {
      if (files.length === 0 && !(await isWorkspace(flags.folder ?? ".")))
        command.error("error: missing required argument 'file': this is no workspace either");
      const { reportCommand } = await import("./report-command.ts");
      code = await reportCommand(files, flags, console);
    });
  program
    .command("demo")
    .description("run a made-up retailer with a known truth through a workspace, and report on it")
    .option("-o, --out <folder>", "where to write", "cxkit-demo")
    .option("--seed <number>", "another retailer", "2026")
    .addOption(new Option("--lang <language>", "language of the survey and its report").choices(["en", "zh"]))
    .action(async (flags: { out: string; seed: string; lang?: "en" | "zh" }) => {
      const { demoCommand } = await import("./demo-command.ts");
      code = await demoCommand(flags, console);
    });
  withWorkspaceCommands(program, console, (told) => {
    code = told;
  });
  withPluginCommands(program, console, (told) => {
    code = told;
  });
  program
    .command("doctor")
    .description("try what keeps plugins from what is not theirs on this machine")
    .option("--json", "print what was seen as JSON")
    .action(async (flags: { json?: boolean }) => {
      const { doctorCommand } = await import("./doctor-command.ts");
      code = await doctorCommand(flags, console);
    });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    printError(thrown, console);
    return exitCodeOf(thrown);
  }
}

async function isWorkspace(folder: string): Promise<boolean> {
  const { findConfig } = await import("../workspace/find-config.ts");
  return findConfig(folder).then(
    () => true,
    () => false,
  );
}

/** Commander's message and its suggestion on one line. */
function oneLine(text: string): string {
  return text
    .trim()
    .replace(/^error: /, "")
    .replace(/\s*\n\((D)(id you mean .*)\)$/s, "; d$2");
}

function printError(thrown: unknown, console: Console): void {
  const { red } = paint(console.err, console.env);
  const code = exitCodeOf(thrown);
  if (code === exitCodes.interrupted) {
    console.err.write("cxkit: interrupted; nothing was written\n");
    return;
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  console.err.write(`${red("cxkit:")} ${message}\n`);
  // A stack helps with our own mistakes only.
  if (code === exitCodes.bug && !isCxError(thrown) && thrown instanceof Error)
    console.err.write(
      `This is a mistake of ours; please report it with these lines:\n${thrown.stack ?? ""}\n`,
    );
}
