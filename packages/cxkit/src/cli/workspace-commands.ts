import { type Command, InvalidArgumentError, Option } from "commander";
import type { Console } from "./console.ts";
import { withColumnFlags } from "./report-flags.ts";
import type { CaseFlags, IngestFlags, MeasureFlags, WorkspaceFlags } from "./workspace-flags.ts";

/**
 * Declares the commands of a workspace. What they need is loaded when they are called.
 *
 * @param done told the exit code
 */
export function withWorkspaceCommands(
  program: Command,
  console: Console,
  done: (code: number) => void,
): void {
  const command = (name: string, description: string, parent: Command = program): Command =>
    parent
      .command(name)
      .description(description)
      .option("-C, --folder <folder>", "in or below the workspace", ".")
      .option("--json", "print the result as JSON");

  program
    .command("init")
    .description("make a workspace: configuration, secrets, inbox")
    .argument("[folder]", "where", ".")
    .option("--channel <name>", "webhook, typeform or files; repeatable; default: all", list)
    .option("--zone <zone>", "time zone; default: this machine's")
    .addOption(new Option("--lang <language>", "language of messages").choices(["en", "zh"]))
    .option("-y, --yes", "ask nothing (it never does)")
    .option("--json", "print what was made as JSON")
    .action(
      async (
        folder: string,
        flags: { channel?: string[]; zone?: string; lang?: "en" | "zh"; json?: boolean },
      ) => {
        const { initCommand } = await import("./init-command.ts");
        done(await initCommand(folder, flags, console));
      },
    );
  for (const [name, description] of [
    ["run", "receive, pull, watch the inboxes, judge and tell, until it is stopped"],
    ["serve", "the same without pulls and inboxes: what comes by webhook"],
  ] as const) {
    program
      .command(name)
      .description(description)
      .option("-C, --folder <folder>", "in or below the workspace", ".")
      .option("--json", "a line of JSON for everything that happens")
      .option("--port <port>", "listen here instead of where the configuration says", whole("--port", 0))
      .action(async (flags: WorkspaceFlags & { port?: number }) => {
        const { runCommand } = await import("./run-command.ts");
        done(await runCommand(name, flags, console));
      });
  }
  command("status", "how the workspace is").action(async (flags: WorkspaceFlags) => {
    const { statusCommand } = await import("./status-command.ts");
    done(await statusCommand(flags, console));
  });
  const ingest = command("ingest", "read files into the workspace")
    .argument("<file...>", ".csv, .tsv, .xlsx, or a .zip holding one")
    .option("--connection <id>", "which connection they come through")
    .option("--save-mapping", "keep what the columns were taken for, so that the next file runs unasked")
    .option("--encoding <name>", "utf-8, gb18030, windows-1252, utf-16le…")
    .option("--delimiter <character>", "what separates cells; tab for a tabulator")
    .option("--sheet <name>", "sheet of a workbook, by name or number");
  withColumnFlags(ingest).action(async (files: string[], flags: WorkspaceFlags & IngestFlags) => {
    const { ingestCommand } = await import("./ingest-command.ts");
    done(await ingestCommand(files, flags, console));
  });
  command("measure", "a score with its interval, by groups and periods")
    .option("--score <id>", "a score of the configuration")
    .option("--item <item>", "or an item of a survey…")
    .option("--metric <metric>", "…with nps, csat, ces or mean")
    .option("--by <fields>", "group by: touchpoint, stage, channel, or a dimension such as region", commas)
    .addOption(
      new Option("--every <period>", "by calendar period").choices([
        "day",
        "week",
        "month",
        "quarter",
        "year",
      ]),
    )
    .option("--from <date>", "from this day on")
    .option("--until <date>", "before this day")
    .option("--where <field=value>", "only these; repeatable; all must hold", list)
    .option("--csv", "print the result as CSV")
    .action(async (flags: WorkspaceFlags & MeasureFlags) => {
      const { measureCommand } = await import("./measure-command.ts");
      done(await measureCommand(flags, console));
    });

  const quarantine = program.command("quarantine").description("records that could not be used");
  command("list", "what was set aside, and why", quarantine).action(async (flags: WorkspaceFlags) => {
    const { quarantineList } = await import("./quarantine-command.ts");
    done(await quarantineList(flags, console));
  });
  command("show", "the record itself", quarantine)
    .argument("<id>", "such as 17.0")
    .action(async (id: string, flags: WorkspaceFlags) => {
      const { quarantineShow } = await import("./quarantine-command.ts");
      done(await quarantineShow(id, flags, console));
    });
  command("replay", "try them again, after the configuration was mended", quarantine)
    .argument("[id...]", "default: all")
    .action(async (ids: string[], flags: WorkspaceFlags) => {
      const { quarantineReplay } = await import("./quarantine-command.ts");
      done(await quarantineReplay(ids, flags, console));
    });

  const cases = program.command("cases").description("problems that somebody owns");
  command("list", "open cases, overdue first", cases)
    .option("--all", "closed ones too")
    .action(async (flags: WorkspaceFlags & { all?: boolean }) => {
      const { casesList } = await import("./cases-command.ts");
      done(await casesList(flags, console));
    });
  command("show", "one case: its steps, and what the customer said", cases)
    .argument("<id>")
    .action(async (id: string, flags: WorkspaceFlags) => {
      const { casesShow } = await import("./cases-command.ts");
      done(await casesShow(id, flags, console));
    });
  const by = "who does this; default: $USER";
  command("open", "open a case by hand", cases)
    .argument("<title>", "one line")
    .option("--owner <name>", "who has it; default: as the routing says")
    .option("--stage <stage>", "stage of the journey")
    .option("--note <text>", "what is known")
    .option("--by <name>", by)
    .action(async (title: string, flags: WorkspaceFlags & CaseFlags) => {
      const { casesOpen } = await import("./cases-command.ts");
      done(await casesOpen(title, flags, console));
    });
  for (const [name, action, description] of [
    ["ack", "acknowledge", "say that somebody is on it"],
    ["note", "note", "write something down"],
    ["close", "close", "say how it ended"],
    ["reopen", "reopen", "it was not over"],
    ["assign", "assign", "hand it to somebody else"],
  ] as const) {
    const step = command(name, description, cases).argument("<id>");
    if (name === "note") step.argument("<text>");
    else if (name === "assign") step.argument("<owner>");
    else step.option("--note <text>", "what happened");
    if (name === "close")
      step.option("--reason <reason>", "solved, not-solvable, not-contactable…", "solved");
    step.option("--by <name>", by);
    step.action(async (id: string, ...rest: readonly unknown[]) => {
      const { casesStep } = await import("./cases-command.ts");
      // Commander hands over arguments, then options, then the command.
      const flags = rest.at(-2) as WorkspaceFlags & CaseFlags;
      const word = rest.length === 3 ? (rest[0] as string) : undefined;
      done(await casesStep({ action, id, word }, flags, console));
    });
  }

  command("alerts", "what every rule says of every segment").action(async (flags: WorkspaceFlags) => {
    const { alertsCommand } = await import("./alerts-command.ts");
    done(await alertsCommand(flags, console));
  });
  const notifications = command("notifications", "what was not delivered yet, or was given up on");
  notifications.action(async (flags: WorkspaceFlags) => {
    const { notificationsCommand } = await import("./notifications-command.ts");
    done(await notificationsCommand(flags, console));
  });
  command("retry", "send what was given up on again", notifications)
    .argument("[key...]", "default: all")
    .action(async (keys: string[], _flags: WorkspaceFlags, self: Command) => {
      const { notificationsRetry } = await import("./notifications-command.ts");
      done(await notificationsRetry(keys, self.optsWithGlobals<WorkspaceFlags>(), console));
    });
  command("erase", "remove a person from everything, for good")
    .argument("<kind>", "email, phone, customer…, or subject for the pseudonym itself")
    .argument("<value>", "such as ada@example.com")
    .option("-y, --yes", "do not ask")
    .action(async (kind: string, value: string, flags: WorkspaceFlags & { yes?: boolean }) => {
      const { eraseCommand } = await import("./erase-command.ts");
      done(await eraseCommand(kind, value, flags, console));
    });
  command("rebuild", "make the store again from the journal").action(async (flags: WorkspaceFlags) => {
    const { rebuildCommand } = await import("./rebuild-command.ts");
    done(await rebuildCommand(flags, console));
  });
}

function list(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function commas(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(",").map((one) => one.trim())];
}

function whole(option: string, least: number) {
  return (value: string): number => {
    const number = Number(value);
    if (!(Number.isSafeInteger(number) && number >= least && number <= 65_535))
      throw new InvalidArgumentError(`${option} wants a whole number from ${least} to 65535, got ${value}`);
    return number;
  };
}
