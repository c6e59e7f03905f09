import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { packageOf } from "./package-of.ts";
import { packedPackages } from "./packed-packages.ts";
import { type TemplateId, templates } from "./templates.ts";

/** What is to be begun. */
export interface CreatePluginOptions {
  /** Folder to make; empty, where it is there already. Its name becomes the contribution's id: kebab-case. */
  readonly folder: string;
  readonly template: TemplateId;
  /** First half of the plugin's id: `acme` in `acme.reviews`. Default `local`, for what is not published. */
  readonly publisher?: string;
  /** What people read. Default: the folder's name in words. */
  readonly title?: string;
  /** Folder of packed packages of CXKit (`.tgz`) to use in place of the registry's. */
  readonly from?: string;
}

/** What was made. */
export interface CreatedPlugin {
  /** Absolute. */
  readonly folder: string;
  /** `publisher.name`. */
  readonly id: string;
  /** Relative to the folder, in order. */
  readonly files: readonly string[];
}

/**
 * Makes a plugin's folder: definition, test, double, fixture, manifest. Nothing is installed and nothing runs.
 *
 * @throws {RangeError} when the folder's name is no id, or the folder holds something
 */
export async function createPlugin(options: CreatePluginOptions): Promise<CreatedPlugin> {
  const folder = path.resolve(options.folder);
  const name = path.basename(folder);
  const { template, publisher = "local", title = inWords(name) } = options;
  checkNames(name, publisher);
  await checkEmpty(folder);
  const id = `${publisher}.${name}`;
  const packed = options.from === undefined ? undefined : await packedPackages(path.resolve(options.from));
  const words: Words = { name, title, exported: camelCase(name) };
  const source = fileURLToPath(new URL(`../templates/${template}`, import.meta.url));
  const files: { readonly file: string; readonly text: string }[] = [
    {
      file: "package.json",
      text: `${JSON.stringify(packageOf({ id, name, title, template: templates[template], packed }), null, 2)}\n`,
    },
    { file: "tsconfig.json", text: `${JSON.stringify(compilerSettings, null, 2)}\n` },
    { file: ".gitignore", text: "node_modules/\ndist/\n" },
  ];
  for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.relative(source, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/");
    const text = await readFile(path.join(source, file), "utf8");
    files.push({ file: placed(file), text: filledIn(text, words) });
  }
  for (const { file, text } of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text, { flag: "wx" });
  }
  return { folder, id, files: files.map(({ file }) => file).toSorted() };
}

/** What stands in the place of a template's own names. */
interface Words {
  readonly name: string;
  readonly title: string;
  readonly exported: string;
}

function filledIn(text: string, { name, title, exported }: Words): string {
  return text.replaceAll("my-thing", name).replaceAll("myThing", exported).replaceAll("My thing", title);
}

/** A package leaves out its own tests and fixtures: those of a template go by other names. */
function placed(file: string): string {
  return file.replace(/^test\/(.*)\.ts$/, "test/$1.test.ts").replace(/^samples\//, "fixtures/");
}

/** Erasable TypeScript, strict, compiled so that it runs on every Node.js that CXKit runs on. */
const compilerSettings = {
  compilerOptions: {
    target: "ES2023",
    module: "NodeNext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
    skipLibCheck: true,
    declaration: true,
    lib: ["ES2023", "ESNext.Disposable"],
    types: ["node"],
    rootDir: ".",
    outDir: "dist",
  },
  include: ["src", "test"],
};

function checkNames(name: string, publisher: string): void {
  const kebab = /^[a-z][a-z\d]*(?:-[a-z\d]+)*$/;
  if (!kebab.test(name))
    throw new RangeError(
      `createPlugin requires a folder in kebab-case (my-channel), got ${JSON.stringify(name)}`,
    );
  if (!kebab.test(publisher))
    throw new RangeError(
      `createPlugin requires a publisher in kebab-case (acme), got ${JSON.stringify(publisher)}`,
    );
  if (reserved.has(name))
    throw new RangeError(
      `createPlugin requires a name that is no word of JavaScript, got ${name}: try my-${name}`,
    );
}

async function checkEmpty(folder: string): Promise<void> {
  const [first] = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (first !== undefined)
    throw new RangeError(`createPlugin requires an empty folder: ${folder} holds ${first}`);
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}

function inWords(name: string): string {
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const reserved = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if " +
    "implements import in instanceof interface let new null package private protected public return static super switch this throw true try " +
    "typeof var void while with yield arguments undefined test check shop chat"
  ).split(" "),
);
