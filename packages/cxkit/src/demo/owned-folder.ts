import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";

const marker = "made-by-cxkit-demo.txt";

/**
 * An empty folder for the demo's workspace. What an earlier demo left is replaced; what anybody else has there is not touched.
 *
 * @throws {CxError} `invalid-setup` when there is something in it that no demo made
 */
export async function ownedFolder(directory: string): Promise<void> {
  const there = await readdir(directory).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (there.length > 0 && !there.includes(marker))
    throw cxError(
      "invalid-setup",
      `${directory} holds something that is not of a demo: say another folder with --out`,
      { path: "out" },
    );
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, marker), "The next demo replaces this folder.\n");
}
