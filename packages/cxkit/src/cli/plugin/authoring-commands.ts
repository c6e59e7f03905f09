import { type Command, Option } from "commander";
import type { Console } from "../console.ts";
import type { SendFlags } from "../channel-command.ts";
import type { DevFlags } from "./dev-command.ts";
import type { RecordFlags } from "./record-command.ts";
import type { RedactFlags } from "./redact-command.ts";

/**
 * Declares the commands for whoever writes a plugin. What they need is loaded when they are called.
 *
 * @param program where `channel` goes
 * @param plugin the command `plugin`
 * @param done told the exit code
 */
export function withAuthoringCommands(
  program: Command,
  plugin: Command,
  console: Console,
  done: (code: number) => void,
): void {
  plugin
    .command("dev")
    .description("play the fixtures to a plugin in its own process, and again whenever a file changes")
    .argument("[folder]", "the plugin's package", ".")
    .option("--once", "do not wait for changes; exit code 4 when a fixture cannot be played")
    .option("--no-build", "do not run the package's build script first")
    .option("--json", "print the result as JSON")
    .action(async (folder: string, flags: DevFlags) => {
      const { pluginDev } = await import("./dev-command.ts");
      done(await pluginDev(folder, flags, console));
    });
  plugin
    .command("record")
    .description("propose the least that a plugin has to ask for, by what its fixtures and tests make it use")
    .argument("[folder]", "the plugin's package", ".")
    .option("--write", "into package.json")
    .option("--run <command>", "watch this in place of npm test")
    .option("--no-test", "do not run the package's tests: fixtures alone")
    .option("--no-build", "do not run the package's build script first")
    .action(async (folder: string, flags: RecordFlags) => {
      const { pluginRecord } = await import("./record-command.ts");
      done(await pluginRecord(folder, flags, console));
    });
  plugin
    .command("redact")
    .description("turn what a producer really sent into a fixture that names nobody")
    .argument("<sample>", "file with the body: JSON, a form or XML")
    .option("--headers <file>", "its headers, name: value, a line each")
    .addOption(new Option("--format <format>", "default: as it looks").choices(["json", "form", "xml"]))
    .option("--keep <path>", "keep a score from 0 to 10: answers.*.number; repeatable", list)
    .option("--word <word>", "keep a word wherever it stands: completed; repeatable", list)
    .option("-o, --out <file>", "write here, to a file that is not there yet")
    .action(async (sample: string, flags: RedactFlags) => {
      const { pluginRedact } = await import("./redact-command.ts");
      done(await pluginRedact(sample, flags, console));
    });
  plugin
    .command("quality")
    .description("how far the evidence of a plugin reaches, and what is missing")
    .argument("[folder]", "the plugin's package", ".")
    .option("--json", "print the result as JSON")
    .action(async (folder: string, flags: { readonly json?: true }) => {
      const { pluginQualityCommand } = await import("./quality-command.ts");
      done(await pluginQualityCommand(folder, flags, console));
    });
  program
    .command("channel")
    .description("try what channels receive")
    .command("send")
    .description("sign a fixture as its producer would, and post it to a workspace that runs here")
    .argument("<fixture>", "such as fixtures/review.json")
    .option("--to <address>", "such as http://127.0.0.1:8787; default: where the workspace listens")
    .requiredOption("--channel <id>", "the connection's name; its channel's way of signing")
    .option(
      "--secret <env:NAME>",
      "variable that holds the webhook's secret; several as --secret token=env:NAME --secret aesKey=env:OTHER; default: the connection's",
      list,
    )
    .option("-C, --folder <folder>", "in or below a workspace, whose configuration says the rest", ".")
    .option("--receiver <id>", "app or corporation that wechat and wecom seal a message for")
    .option("--public-url <address>", "address that twilio-sms signs, where it is another than that of --to")
    .option("--scheme <scheme>", "standard-webhooks, or hmac:HEADER:SHA-256:hex, for channels of your own")
    .option("--remote", "to another machine, too")
    .action(async (fixture: string, flags: SendFlags) => {
      const { channelSend } = await import("../channel-command.ts");
      done(await channelSend(fixture, flags, console));
    });
}

function list(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
