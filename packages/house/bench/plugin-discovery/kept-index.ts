import path from "node:path";
import { installedPlugins } from "@cxkit/host/plugins";
import { projectWith } from "./data/project.ts";
import { told } from "./yardstick.ts";

let folder = "";

export async function prepare(size: number): Promise<void> {
  folder = projectWith(size);
  await find();
}

/** From the index of the last time, which holds as long as the lock file does. */
export async function run(): Promise<string> {
  return told(await find());
}

function find() {
  return installedPlugins(folder, { engine: "1.0.0", cache: path.join(folder, ".cxkit/plugins.json") });
}
