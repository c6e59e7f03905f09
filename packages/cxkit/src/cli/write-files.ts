import { mkdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";

/** A file to write. */
export interface OutputFile {
  readonly path: string;
  readonly content: string;
}

/**
 * Writes files, all of them whole or none at all: each into a neighbour first, and once all are on disk each neighbour is
 * renamed over its target. A run that is killed half way leaves the old files. Pipes and devices are written to directly.
 *
 * @param inputs paths that were read: never written over
 * @throws {CxError} `invalid-setup` where a file would replace an input, `unavailable` where the disk refuses
 */
export async function writeFiles(
  files: readonly OutputFile[],
  { inputs = [] }: { readonly inputs?: readonly string[] } = {},
): Promise<void> {
  await refuseInputs(
    files.map((file) => file.path),
    inputs,
  );
  const staged: { readonly neighbour: string; readonly target: string; readonly path: string }[] = [];
  let current = "";
  try {
    for (const file of files) {
      current = file.path;
      await mkdir(path.dirname(file.path), { recursive: true });
      if (await isDevice(file.path)) {
        await writeFile(file.path, file.content);
        continue;
      }
      // A link stays a link: what it leads to is replaced.
      const target = await realpath(file.path).catch(() => file.path);
      const neighbour = path.join(
        path.dirname(target),
        `.${path.basename(target)}.${process.pid}-${staged.length}.partial`,
      );
      staged.push({ neighbour, target, path: file.path });
      await writeFile(neighbour, file.content);
    }
    for (const one of staged) {
      current = one.path;
      await rename(one.neighbour, one.target);
    }
  } catch (cause) {
    for (const { neighbour } of staged) await rm(neighbour, { force: true }).catch(() => {});
    throw cannotWrite(current, cause);
  }
}

/**
 * Refuses to write over what is read.
 *
 * @throws {CxError} `invalid-setup`, naming the file
 */
export async function refuseInputs(outputs: readonly string[], inputs: readonly string[]): Promise<void> {
  const read = new Set(await Promise.all(inputs.map(fileIdentity)));
  for (const output of outputs) {
    if (!read.has(await fileIdentity(output))) continue;
    throw cxError("invalid-setup", `${output} is read by this command and will not be written over`, {
      file: output,
    });
  }
}

async function isDevice(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found !== null && !found.isFile() && !found.isDirectory();
}

async function fileIdentity(file: string): Promise<string> {
  return realpath(file).catch(() => path.resolve(file));
}

const reasons: { readonly [code: string]: string } = {
  ENOSPC: "there is no space left on the disk",
  EDQUOT: "your disk quota is used up",
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  EROFS: "the disk is read-only",
  EBUSY: "another program has it open",
  EISDIR: "there is a folder of that name",
  ENOTDIR: "part of the path is a file, not a folder",
  EEXIST: "part of the path is a file, not a folder",
  ENAMETOOLONG: "the name is too long",
};

function cannotWrite(file: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === undefined) return cause;
  const reason = reasons[code] ?? `the system refused (${code})`;
  return cxError("unavailable", `${file} cannot be written: ${reason}; say with --out where to write`, {
    file,
    cause,
  });
}
