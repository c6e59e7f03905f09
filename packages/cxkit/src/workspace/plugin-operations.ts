import { cxError, type Json } from "@cxkit/core";
import type { ControlContext } from "./control-socket.ts";
import { jsonSchemaProblems } from "./json-schema-problems.ts";
import { refuseProblems } from "./config-problem.ts";
import type { Workspace } from "./workspace.ts";

/** Which command, and with what. */
export type CommandArgs = { readonly command: string; readonly params?: Json };

/** Which report, in which format. */
export type PluginReportArgs = {
  readonly report: string;
  readonly format?: "html" | "json" | "text" | "csv";
  readonly params?: Json;
};

/**
 * Runs a plugin's command on a workspace.
 *
 * @throws {CxError} `invalid-setup` when there is none of that name, or the parameters are not its own
 */
export async function runCommand(
  { plugins, store, http, now }: Workspace,
  { command: name, params = {} }: CommandArgs,
  { signal }: ControlContext,
): Promise<Json> {
  const { plugin, entry } = await plugins.find("commands", name);
  refuseProblems(jsonSchemaProblems(entry.params, params, "params"), name);
  const { pluginCommand } = await import("@cxkit/host/plugins");
  const command = pluginCommand(plugins.parts(plugin), plugin, entry);
  const result = await command.run(params, {
    signal: signal ?? new AbortController().signal,
    store,
    http,
    now,
  });
  return (result ?? null) as Json;
}

/**
 * Renders a plugin's report over a workspace.
 *
 * @throws {CxError} `invalid-setup` when there is none of that name, or it has no such format
 */
export async function renderReport(
  { plugins, store }: Workspace,
  { report: name, format, params }: PluginReportArgs,
): Promise<{ readonly title: string; readonly format: string; readonly text: string }> {
  const { plugin, entry } = await plugins.find("reports", name);
  const used = format ?? entry.formats[0] ?? "text";
  if (!entry.formats.includes(used))
    throw cxError("invalid-setup", `report ${name} is ${entry.formats.join(", ")}, not ${used}`, {
      path: "format",
    });
  if (entry.params) refuseProblems(jsonSchemaProblems(entry.params, params, "params"), name);
  const { pluginReport } = await import("@cxkit/host/plugins");
  const report = pluginReport(plugins.parts(plugin), plugin, entry);
  const text = await report.render(await report.data(store, params), used);
  return { title: entry.title, format: used, text };
}
