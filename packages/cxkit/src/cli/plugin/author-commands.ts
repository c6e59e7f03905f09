import { contributionNames } from "@cxkit/core";
import { buildPlugin } from "../../plugins/build-plugin.ts";
import { checkPlugin } from "../../plugins/check-plugin.ts";
import { engine } from "../../plugins/project-plugins.ts";
import { type Console, paint } from "../console.ts";
import { exitCodes } from "../exit-codes.ts";
import { plain, plainJson } from "../text-table.ts";

/** `cxkit plugin build`: what the code contributes, written into `package.json`. */
export async function pluginBuild(
  folder: string,
  flags: { readonly json?: boolean },
  { out }: Console,
): Promise<number> {
  const { id, contributes, changed } = await buildPlugin(folder);
  if (flags.json) out.write(`${plainJson({ id, changed, contributes })}\n`);
  else {
    const names = contributionNames(contributes);
    const what = names.length === 0 ? "nothing: no export of its modules is a definition" : names.join(", ");
    out.write(
      `${plain(`${id} contributes ${what}`)}\n${changed ? "package.json was written" : "package.json says so already"}\n`,
    );
  }
  return exitCodes.done;
}

/** `cxkit plugin check`: exit code 4 when something is wrong, 0 for nothing, or warnings alone. */
export async function pluginCheck(
  folder: string,
  flags: { readonly json?: boolean },
  console: Console,
): Promise<number> {
  const { id, problems } = await checkPlugin(folder, engine);
  const wrong = problems.filter(({ level }) => level === "error").length;
  const { out, env } = console;
  if (flags.json) out.write(`${plainJson({ id, ok: wrong === 0, problems })}\n`);
  else {
    const { red, yellow } = paint(out, env);
    for (const { place, message, level } of problems)
      out.write(
        `${level === "error" ? red("wrong") : yellow("warning")}  ${plain(place)}: ${plain(message)}\n`,
      );
    out.write(wrong === 0 ? `${plain(id ?? folder)} is in order\n` : `${wrong} to mend\n`);
  }
  return wrong === 0 ? exitCodes.done : exitCodes.setup;
}
