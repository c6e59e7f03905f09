import type { Command } from "commander";
import type { Console } from "../console.ts";
import { withAuthoringCommands } from "./authoring-commands.ts";
import type { LogsFlags } from "./logs-command.ts";
import type { ConsentFlags, PluginFlags } from "./plugin-flags.ts";
import type { UseFlags } from "./use-commands.ts";

/**
 * Declares the commands about plugins. What they need is loaded when they are called.
 *
 * @param done told the exit code
 * @returns the command `plugin`, for commands that belong to it
 */
export function withPluginCommands(
  program: Command,
  console: Console,
  done: (code: number) => void,
): Command {
  const plugin = program
    .command("plugin")
    .description("what others contribute: look at it, grant it, write it");
  const command = (name: string, description: string): Command =>
    plugin.command(name).description(description).option("--json", "print the result as JSON");
  const workspace = (name: string, description: string): Command =>
    command(name, description).option("-C, --folder <folder>", "in or below the workspace", ".");

  workspace("list", "what is installed, and whether it may run").action(async (flags: PluginFlags) => {
    const { pluginList } = await import("./list-command.ts");
    done(await pluginList(flags, console));
  });
  for (const [name, description, argument, about] of [
    [
      "add",
      "look at a plugin, and grant what it asks for",
      "<plugin>",
      "a dependency, or path of a folder or .tgz",
    ],
    ["grant", "grant what a plugin asks for, after an upgrade", "<id>", "such as acme.reviews"],
  ] as const)
    workspace(name, description)
      .argument(argument, about)
      .option("-y, --yes", "do not ask")
      .option("--by <name>", "who grants it; default: $USER")
      .action(async (given: string, flags: ConsentFlags) => {
        const { pluginAdd, pluginGrant } = await import("./grant-commands.ts");
        done(await (name === "add" ? pluginAdd : pluginGrant)(given, flags, console));
      });
  workspace("revoke", "take a grant away; where the workspace runs, the plugin is stopped")
    .argument("<id>", "such as acme.reviews")
    .action(async (id: string, flags: PluginFlags) => {
      const { pluginRevoke } = await import("./grant-commands.ts");
      done(await pluginRevoke(id, flags, console));
    });
  workspace("why", "why a plugin runs or does not, and what starts it")
    .argument("<plugin>", "its id, or that of something it contributes")
    .action(async (given: string, flags: PluginFlags) => {
      const { pluginWhy } = await import("./why-command.ts");
      done(await pluginWhy(given, flags, console));
    });
  workspace("logs", "what the running workspace has logged of a plugin")
    .argument("<plugin>", "such as acme.reviews")
    .option("-f, --follow", "go on until Ctrl+C")
    .action(async (given: string, flags: LogsFlags) => {
      const { pluginLogs } = await import("./logs-command.ts");
      done(await pluginLogs(given, flags, console));
    });
  workspace("run", "do what a plugin's command does")
    .argument("<command>", "such as acme.kit/export")
    .option("--params <json>", "its parameters")
    .action(async (name: string, flags: UseFlags) => {
      const { pluginRun } = await import("./use-commands.ts");
      done(await pluginRun(name, flags, console));
    });
  workspace("analyze", "what a text analyzer finds in what customers wrote, counted")
    .argument("<analyzer>", "such as language")
    .option("--params <json>", "its parameters")
    .action(async (name: string, flags: UseFlags) => {
      const { pluginAnalyze } = await import("./use-commands.ts");
      done(await pluginAnalyze(name, flags, console));
    });
  workspace("report", "a plugin's report over what was collected")
    .argument("<report>", "such as acme.kit/board")
    .option("--format <format>", "html, json, text or csv; default: its first")
    .option("--params <json>", "its parameters")
    .action(async (name: string, flags: UseFlags) => {
      const { pluginReport } = await import("./use-commands.ts");
      done(await pluginReport(name, flags, console));
    });
  workspace("bisect", "find the plugin that makes a command fail")
    .requiredOption("--run <command>", "fails, with an exit code other than 0, when something is wrong")
    .action(async (flags: PluginFlags & { readonly run: string }) => {
      const { pluginBisect } = await import("./bisect-command.ts");
      done(await pluginBisect(flags, console));
    });
  command("build", "write what the code contributes into package.json")
    .argument("[folder]", "the plugin's package", ".")
    .action(async (folder: string, flags: { readonly json?: boolean }) => {
      const { pluginBuild } = await import("./author-commands.ts");
      done(await pluginBuild(folder, flags, console));
    });
  command("check", "what is wrong with a plugin before it is published")
    .argument("[folder]", "the plugin's package", ".")
    .action(async (folder: string, flags: { readonly json?: boolean }) => {
      const { pluginCheck } = await import("./author-commands.ts");
      done(await pluginCheck(folder, flags, console));
    });
  withAuthoringCommands(program, plugin, console, done);
  return plugin;
}
