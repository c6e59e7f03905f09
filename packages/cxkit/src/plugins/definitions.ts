import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { cxError } from "@cxkit/core";
import type { ExportedModule } from "./exported-modules.ts";
import { isRecord } from "./plugin-package.ts";

/** Kinds of definitions, as `defineChannel` and its like stamp them. */
export const definitionKinds = [
  "channel",
  "metric",
  "metric-data",
  "journey",
  "alert-rule",
  "alert-rule-data",
  "notifier",
  "store",
  "report",
  "command",
  "text-analyzer",
  "configuration",
] as const;

/** Kind of a definition. */
export type DefinitionKind = (typeof definitionKinds)[number];

/** A definition that a package exports, and where. */
export interface FoundDefinition {
  readonly kind: DefinitionKind;
  readonly id: string;
  readonly module: string;
  readonly export: string;
  readonly value: { readonly [key: string]: unknown };
}

/**
 * Everything that modules export and that says it is a definition. One that several modules pass on is found once, in the smallest: an
 * own subpath before the package's main module.
 *
 * @throws {CxError} `contribution-failed` when a module cannot be imported, `invalid-setup` when two definitions of a kind have one id
 */
export async function definitionsIn(modules: readonly ExportedModule[]): Promise<readonly FoundDefinition[]> {
  const ordered = modules.toSorted(
    (one, other) =>
      Number(one.subpath === ".") - Number(other.subpath === ".") || (one.subpath < other.subpath ? -1 : 1),
  );
  const found = new Map<string, FoundDefinition>();
  for (const { module, file } of ordered) {
    for (const [name, value] of Object.entries(await imported(file))) {
      if (!isDefinition(value)) continue;
      const { kind } = value;
      const id = idOf(kind, value);
      const key = `${kind} ${id}`;
      const other = found.get(key);
      if (other === undefined) found.set(key, { kind, id, module, export: name, value });
      else if (other.value !== value)
        throw cxError(
          "invalid-setup",
          `${key} is defined twice: ${other.export} in ${other.module}, and ${name} in ${module}`,
          { path: `${module}#${name}` },
        );
    }
  }
  return [...found.values()];
}

async function imported(file: string): Promise<{ readonly [name: string]: unknown }> {
  if (!existsSync(file))
    throw cxError("contribution-failed", `${file} is not there: is the package built?`, { file });
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
      readonly [name: string]: unknown;
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw cxError("contribution-failed", `${file} cannot be imported: ${why}`, { file, cause });
  }
}

function isDefinition(value: unknown): value is FoundDefinition["value"] & { readonly kind: DefinitionKind } {
  if (!isRecord(value) || value["spec"] !== "v1") return false;
  return definitionKinds.some((kind) => kind === value["kind"]);
}

function idOf(kind: DefinitionKind, value: FoundDefinition["value"]): string {
  if (kind === "configuration") return "";
  const holder = kind === "journey" ? value["journey"] : value;
  const id = isRecord(holder) ? holder["id"] : undefined;
  return typeof id === "string" ? id : "";
}
