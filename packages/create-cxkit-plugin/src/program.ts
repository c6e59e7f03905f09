import path from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { createPlugin } from "./create-plugin.ts";
import { type TemplateId, templates } from "./templates.ts";

/** Where the program reads and writes. */
export interface Terminal {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
  readonly in: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** The package manager to name in what is to be done next. */
  readonly npm: string;
}

/**
 * `npm create cxkit-plugin`: by flags, and by questions for what they leave open where somebody can answer.
 *
 * @param args what follows the program's name
 * @returns the exit code: 0 done, 2 for what makes no sense
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        template: { type: "string", short: "t" },
        publisher: { type: "string" },
        title: { type: "string" },
        from: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) {
      terminal.out.write(help());
      return 0;
    }
    if (positionals.length > 1) throw new RangeError(`one folder at a time, got ${positionals.join(" ")}`);
    const { template = "", publisher, title, from } = values;
    const asked = await questions(terminal, positionals[0], template);
    const created = await createPlugin({
      ...asked,
      ...(publisher !== undefined && { publisher }),
      ...(title !== undefined && { title }),
      ...(from !== undefined && { from }),
    });
    const { npm } = terminal;
    const place = path.relative(".", created.folder) || ".";
    terminal.out.write(
      `${created.id}: ${created.files.length} files in ${place}\n\n  cd ${place}\n  ${npm} install\n  ${npm} test\n`,
    );
    return 0;
  } catch (thrown) {
    terminal.err.write(`create-cxkit-plugin: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    return 2;
  }
}

async function questions(
  terminal: Terminal,
  given: string | undefined,
  template: string,
): Promise<{ readonly folder: string; readonly template: TemplateId }> {
  if (template !== "" && !isTemplate(template))
    throw new RangeError(`there is no template ${template}: ${Object.keys(templates).join(", ")}`);
  if (given !== undefined && isTemplate(template)) return { folder: given, template };
  if (terminal.in.isTTY !== true) {
    if (given === undefined)
      throw new RangeError("say which folder to make: npm create cxkit-plugin my-channel");
    return { folder: given, template: "channel" };
  }
  const reader = createInterface({ input: terminal.in, output: terminal.err });
  try {
    const folder = given ?? (await reader.question("Folder (kebab-case): "));
    if (isTemplate(template)) return { folder, template };
    const ids = Object.entries(templates).map(
      ([id, { title }], place) => `  ${place + 1}  ${id}: ${title}\n`,
    );
    const answer = (await reader.question(`What will it be?\n${ids.join("")}Number or name [1]: `)) || "1";
    const chosen = Object.keys(templates)[Number(answer) - 1] ?? answer;
    if (!isTemplate(chosen)) throw new RangeError(`there is no template ${answer}`);
    return { folder, template: chosen };
  } finally {
    reader.close();
  }
}

function isTemplate(id: string): id is TemplateId {
  return Object.hasOwn(templates, id);
}

function help(): string {
  const list = Object.entries(templates).map(([id, { title }]) => `  ${id.padEnd(12)} ${title}\n`);
  return `npm create cxkit-plugin FOLDER -- --template TEMPLATE [--publisher NAME] [--title TEXT] [--from DIR]

${list.join("")}
  --publisher  first half of the plugin's id; default: local
  --title      what people read; default: the folder's name in words
  --from       folder of packed packages (.tgz) to use in place of the registry's
`;
}
