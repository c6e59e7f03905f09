import path from "node:path";
import { pathToFileURL } from "node:url";
import { type CodeEntry, cxError } from "@cxkit/core";
import type { ContributionReference, InstalledPlugin } from "./runner.ts";

/**
 * A contribution whose code has to run in this process: stores, which bring native code along. Nothing keeps such code from anything;
 * that it asked for that, and was granted it, is checked here.
 *
 * @param granted whether the plugin was granted what it asks for
 * @returns what the module exports, as it is
 * @throws {CxError} `invalid-setup` when it did not ask, was not granted, or exports something else
 */
export async function inProcessCode(
  { manifest, realDirectory }: InstalledPlugin,
  kind: Extract<ContributionReference["kind"], "store">,
  { id, module, export: name }: CodeEntry,
  granted: boolean,
): Promise<unknown> {
  const contribution = `${manifest.id}/${id}`;
  const refuse = (why: string): never => {
    throw cxError("invalid-setup", `${contribution} ${why}`, { contribution, trouble: "capability" });
  };
  if (!manifest.capabilities?.inProcess) {
    refuse(`has code, and a ${kind} runs in this process only: its plugin has to ask for inProcess`);
  }
  if (!granted) refuse(`runs in this process, which is not granted: see "cxkit plugin grant ${manifest.id}"`);
  const file = path.resolve(realDirectory, module);
  if (!file.startsWith(`${realDirectory}${path.sep}`)) refuse(`is outside of its package: ${module}`);
  const exports = await import(/* @vite-ignore */ pathToFileURL(file).href).then(
    (loaded: unknown) => loaded as { readonly [key: string]: unknown },
    (thrown: unknown) =>
      refuse(`cannot be loaded: ${thrown instanceof Error ? thrown.message : typeof thrown}`),
  );
  const value = Object.hasOwn(exports, name) ? exports[name] : undefined;
  const found =
    typeof value === "object" && value !== null
      ? (value as { readonly id?: unknown; readonly kind?: unknown })
      : {};
  if (found.id === id && (found.kind === undefined || found.kind === kind)) return value;
  return refuse(`is not what ${module} exports as ${name}`);
}
