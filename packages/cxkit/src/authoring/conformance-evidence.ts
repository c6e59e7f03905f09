import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { packageFiles } from "../plugins/package-files.ts";
import { isRecord, type PluginPackage, pluginPackage } from "../plugins/plugin-package.ts";
import { software } from "../software.ts";

/** A test, as a runner tells of it. */
export interface ToldTest {
  readonly name: string;
  readonly passed: boolean;
  readonly message: string;
}

/** What became of one check of a kit. */
export interface CheckedPromise {
  /** `R1`. */
  readonly id: string;
  readonly title: string;
  readonly outcome: "passed" | "failed" | "skipped" | "not-tried" | "not-applicable";
  readonly reason?: string;
}

/** `cxkit.conformance.json`: what was checked, when, of which files. */
export interface ConformanceEvidence {
  readonly subject: string;
  /** `Node.js 24.21.0`. */
  readonly platform: string;
  /** Version of CXKit. */
  readonly cxkit: string;
  /** RFC 3339. */
  readonly at: string;
  /** Hash of the package's files without this one: what is said here is said of them. */
  readonly integrity: string;
  readonly checks: readonly CheckedPromise[];
  /** Other tests, of the author's own. */
  readonly tests: { readonly passed: number; readonly failed: number };
}

/** The file that evidence is kept in. */
export const evidenceFile = "cxkit.conformance.json";

/** Evidence of what a runner told. */
export async function conformanceEvidence(
  folder: string,
  told: readonly ToldTest[],
  { now, platform }: { readonly now: string; readonly platform: string },
): Promise<ConformanceEvidence> {
  const plugin = await pluginPackage(folder);
  const { cxkit: own, name, version } = plugin.json;
  const id = isRecord(own) ? own["id"] : name;
  const checks = told.flatMap((test) => checkOf(test) ?? []);
  const others = told.filter((test) => !checkOf(test));
  const passed = others.filter((test) => test.passed).length;
  return {
    subject: `${String(id)}@${String(version)}`,
    platform,
    cxkit: software.replace(/^\S+ /, ""),
    at: now,
    integrity: await packageIntegrity(plugin),
    checks,
    tests: { passed, failed: others.length - passed },
  };
}

/** Hash of everything that a package is packed with, without evidence and without what building writes. */
export async function packageIntegrity(plugin: Pick<PluginPackage, "folder" | "json">): Promise<string> {
  const hash = createHash("sha256");
  for (const file of await packageFiles(plugin)) {
    if (file === evidenceFile) continue;
    const bytes = await readFile(path.join(plugin.folder, file));
    hash.update(
      `${file} ${createHash("sha256")
        .update(file === "package.json" ? ownWords(bytes) : bytes)
        .digest("hex")}\n`,
    );
  }
  return `sha256-${hash.digest("base64")}`;
}

/** A package manager adds to `package.json` what it likes: counted is what the plugin says of itself. */
function ownWords(bytes: Uint8Array): string {
  const { name, version, exports, dependencies, engines, cxkit } = JSON.parse(
    new TextDecoder().decode(bytes),
  ) as Record<string, unknown>;
  return JSON.stringify({ name, version, exports, dependencies, engines, cxkit });
}

const outcomes = {
  skipped: "skipped",
  "not tried": "not-tried",
  "not applicable": "not-applicable",
} as const;

/** A check of a kit is named by its id and its promise, and by why it was left out where it was. */
function checkOf({ name, passed, message }: ToldTest): CheckedPromise | undefined {
  const [, id, title, how, why] =
    /^([A-Z]\d{1,2}) (.*?)(?: \((skipped|not tried|not applicable): (.*)\))?$/s.exec(name) ?? [];
  if (id === undefined || title === undefined) return undefined;
  if (how !== undefined)
    return { id, title, outcome: outcomes[how as keyof typeof outcomes], reason: why ?? "" };
  return { id, title, outcome: passed ? "passed" : "failed", ...(!passed && { reason: message }) };
}
