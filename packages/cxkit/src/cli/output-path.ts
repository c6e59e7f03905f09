import { stat } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";

/**
 * Where the report of some files goes: the path asked for, the default name inside a folder asked for, or the default name
 * beside the user.
 *
 * @param asked the word behind `--out`
 * @param inputs the files that are read; the first one names the report
 * @throws {CxError} `invalid-setup` for an empty path
 */
export async function outputPath(asked: string | undefined, inputs: readonly string[]): Promise<string> {
  const name = `${path.basename(inputs[0] ?? "report").replace(/(?<=.)\.[^.]+$/, "")}.report.html`;
  if (asked === undefined) return name;
  if (asked.trim() === "") throw cxError("invalid-setup", "--out wants a path, got nothing", { path: "out" });
  return (await isFolder(asked)) ? path.join(asked, name) : asked;
}

async function isFolder(asked: string): Promise<boolean> {
  if (/[/\\]$/.test(asked)) return true;
  const found = await stat(asked).catch(() => null);
  return found?.isDirectory() === true;
}
