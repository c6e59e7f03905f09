import { setTimeout } from "node:timers/promises";
import { isCxError } from "@cxkit/core";
import type { LoadedConfig } from "./load-config.ts";
import { openWorkspace, type OpenWorkspaceOptions } from "./open-workspace.ts";
import type { Workspace } from "./workspace.ts";

/** How long, in milliseconds, somebody waits for a command that has the workspace for a moment. */
const patience = 5_000;
const pause = 100;

/** How somebody waits. */
export interface Waiting {
  /** Resolves after so many milliseconds. Default: the platform's clock. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  /** Asked before each try; what it gives ends the waiting. */
  readonly before?: () => Promise<boolean>;
}

/**
 * Opens a workspace, and waits a moment while another command has it.
 *
 * @returns `null` when `before` ended it
 * @throws {CxError} `unavailable`, naming the process, when it keeps the workspace
 */
export async function openPatiently(
  from: string | LoadedConfig,
  options: OpenWorkspaceOptions,
  { wait = setTimeout, before }: Waiting = {},
): Promise<Workspace | null> {
  for (let waited = 0; ; waited += pause) {
    if (await before?.()) return null;
    try {
      return await openWorkspace(from, options);
    } catch (error) {
      if (waited >= patience || !isTaken(error)) throw error;
    }
    await wait(pause);
  }
}

/** Whether another process has the workspace. */
function isTaken(error: unknown): boolean {
  return isCxError(error, "unavailable") && error.message.includes("is in use by process");
}
