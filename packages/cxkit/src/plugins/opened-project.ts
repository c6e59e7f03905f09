import { access } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";
import { findConfig } from "../workspace/find-config.ts";
import { loadConfig } from "../workspace/load-config.ts";
import { type ProjectPlugins, projectPlugins } from "./project-plugins.ts";

/** A project whose plugins are looked at. */
export interface OpenedProject extends ProjectPlugins {
  /** Absolute folder: the workspace's, or else that of the nearest `package.json`. */
  readonly folder: string;
}

/**
 * The project that a folder belongs to, with its plugins.
 *
 * @throws {CxError} `invalid-setup` when the folder is in no project
 */
export async function openedProject(
  start: string,
  environment: { readonly [name: string]: string | undefined },
): Promise<OpenedProject> {
  const file = await findConfig(start).catch(() => null);
  if (file === null) {
    const folder = await nearestPackage(start);
    return { folder, ...(await projectPlugins(folder, { environment })) };
  }
  const { folder, config } = await loadConfig(path.dirname(file), environment);
  const { plugins: paths = [] } = config;
  return { folder, ...(await projectPlugins(folder, { paths, environment })) };
}

async function nearestPackage(start: string): Promise<string> {
  for (let at = path.resolve(start); ; at = path.dirname(at)) {
    const there = await access(path.join(at, "package.json")).then(
      () => true,
      () => false,
    );
    if (there) return at;
    if (at === path.dirname(at))
      throw cxError(
        "invalid-setup",
        `${path.resolve(start)} is in no project: there is no cxkit.config.ts and no package.json`,
      );
  }
}
