import { cxError, type Json } from "@cxkit/core";
import { callCommand, printResult } from "../call-command.ts";
import { columnsOf, type Console } from "../console.ts";
import { exitCodes } from "../exit-codes.ts";
import { plainJson, textTable } from "../text-table.ts";
import type { PluginFlags } from "./plugin-flags.ts";

/** Options of what is used of a plugin. */
export interface UseFlags extends PluginFlags {
  readonly params?: string;
  readonly format?: "html" | "json" | "text" | "csv";
}

/** `cxkit plugin run COMMAND`: does what a plugin's command does, in the workspace. */
export async function pluginRun(command: string, flags: UseFlags, console: Console): Promise<number> {
  const result = await callCommand("command", { command, ...paramsOf(flags) }, flags, console);
  console.out.write(`${plainJson(result, flags.json === true ? undefined : 2)}\n`);
  return exitCodes.done;
}

/** `cxkit plugin report REPORT`: a plugin's report over the workspace. */
export async function pluginReport(report: string, flags: UseFlags, console: Console): Promise<number> {
  const asked = { report, ...paramsOf(flags), ...(flags.format && { format: flags.format }) };
  const rendered = await callCommand("report.plugin", asked, flags, console);
  // What a plugin writes moves no cursor and colours nothing.
  const text = rendered.text.replaceAll(/(?![\n\r\t])\p{Cc}/gu, "");
  printResult(rendered, flags, console, () => `${text.replace(/\n$/, "")}\n`);
  return exitCodes.done;
}

/** `cxkit plugin analyze ANALYZER`: what a plugin's text analyzer finds in what customers wrote, counted. */
export async function pluginAnalyze(analyzer: string, flags: UseFlags, console: Console): Promise<number> {
  const found = await callCommand("analyze", { analyzer, ...paramsOf(flags) }, flags, console);
  printResult(found, flags, console, () => {
    const { texts, sentiment } = found;
    const counts = (["languages", "scripts", "topics"] as const).flatMap((what) =>
      found[what].map((one) => [what, one.value ?? "not to be told", one.texts] as const),
    );
    const mood = sentiment ? [["sentiment", sentiment.mean.toFixed(2), sentiment.texts] as const] : [];
    const rows = [...counts, ...mood];
    const table = textTable({ columns: ["what", "found", "texts"], rows }, columnsOf(console.out));
    return rows.length === 0 ? `${texts} texts, nothing found\n` : table;
  });
  return exitCodes.done;
}

function paramsOf({ params }: UseFlags): { readonly params?: Json } {
  if (params === undefined) return {};
  try {
    return { params: JSON.parse(params) as Json };
  } catch {
    throw cxError("invalid-setup", `--params wants JSON such as {"month": 3}`, { path: "params" });
  }
}
