import { readFile } from "node:fs/promises";
import path from "node:path";
import type { PluginManifest } from "@cxkit/core";
import { manifestProblems } from "@cxkit/core/schema";
import { packageProblems } from "../plugins/package-problems.ts";
import { pluginPackage } from "../plugins/plugin-package.ts";
import { engine } from "../plugins/project-plugins.ts";
import { type ConformanceEvidence, evidenceFile, packageIntegrity } from "./conformance-evidence.ts";
import { pluginFixtures } from "./fixture.ts";
import { checksMissing } from "./quality-checks.ts";

/** How far a plugin's evidence reaches, worst first. */
export const qualityLevels = ["bronze", "silver", "gold", "platinum"] as const;

/** How far a plugin's evidence reaches. */
export type QualityLevel = (typeof qualityLevels)[number];

/** What evidence there is of a plugin. */
export interface QualityEvidence {
  readonly report: ConformanceEvidence | null;
  /** Hash of the files as they are now. */
  readonly integrity: string;
  readonly manifest: Pick<PluginManifest, "capabilities" | "contributes">;
  readonly license: string | null;
  /** What is wrong with the package, in words. */
  readonly problems: readonly string[];
  /** Days on which fixtures were recorded, `2026-03-01`; those that do not say are absent. */
  readonly recorded: readonly string[];
  /** Version of CXKit that judges. */
  readonly engine: string;
  /** RFC 3339. */
  readonly now: string;
}

/** A level, and what stands between it and the next. */
export interface PluginQuality {
  /** `null` where even the first is not reached. */
  readonly level: QualityLevel | null;
  /** Each with the level that it stands in the way of. */
  readonly missing: readonly { readonly level: QualityLevel; readonly reason: string }[];
  /** The day from which it no longer holds; `null` where nothing holds. */
  readonly until: string | null;
}

/**
 * The level of a plugin's evidence, computed and never declared: a plugin that says its own level says nothing. A level holds as long as
 * its evidence does: the files are those that were checked, the checks are of this minor version of CXKit and no older than a year, the
 * fixtures of `gold` no older than 180 days.
 */
export function pluginQuality(evidence: QualityEvidence): PluginQuality {
  const missing = qualityLevels.flatMap((level) =>
    reasonsOf[level](evidence).map((reason) => ({ level, reason })),
  );
  const first = qualityLevels.findIndex((level) => missing.some((one) => one.level === level));
  const level = first < 0 ? "platinum" : (qualityLevels[first - 1] ?? null);
  return { level, missing, until: level === null ? null : endOf(level, evidence) };
}

/**
 * Reads the evidence of a plugin in a folder. Nothing of the plugin is run.
 *
 * @throws {CxError} `invalid-setup` when the folder holds no package
 */
export async function qualityEvidence(folder: string, now: string): Promise<QualityEvidence> {
  const plugin = await pluginPackage(folder);
  const { cxkit, license } = plugin.json;
  const fixtures = await pluginFixtures(plugin.folder).catch(() => []);
  const manifest = {
    manifestVersion: 1,
    id: "",
    contributes: {},
    ...(cxkit as Partial<PluginManifest> | undefined),
  } as const;
  const wrong = manifestProblems(manifest).map(({ path: where, ...rest }) => ({
    place: `cxkit.${where}`,
    ...rest,
  }));
  const problems = [...wrong, ...(await packageProblems(plugin, engine))].filter(
    ({ level }) => level === "error",
  );
  return {
    report: await reportIn(plugin.folder),
    integrity: await packageIntegrity(plugin),
    manifest,
    license: typeof license === "string" ? license : null,
    problems: problems.map(({ place, message }) => `${place} ${message}`),
    recorded: fixtures.flatMap(({ recorded }) => recorded ?? []),
    engine,
    now,
  };
}

async function reportIn(folder: string): Promise<ConformanceEvidence | null> {
  try {
    const json = JSON.parse(await readFile(path.join(folder, evidenceFile), "utf8")) as ConformanceEvidence;
    return Array.isArray(json.checks) && typeof json.at === "string" ? json : null;
  } catch {
    return null;
  }
}

const reasonsOf: { readonly [level in QualityLevel]: (evidence: QualityEvidence) => string[] } = {
  bronze(evidence) {
    const { report, license, problems } = evidence;
    const ofPackage = [...problems, ...(license === null ? ["no licence is named"] : [])];
    // What does not run has nothing to break: its package says all of it.
    if (isData(evidence)) return ofPackage;
    if (!report) return [noReport, ...ofPackage];
    return [
      ...ofPackage,
      ...outdated(report, evidence),
      ...(report.checks.some(({ outcome }) => outcome === "passed")
        ? []
        : ["no check of a conformance kit was passed"]),
      ...checksMissing(report, evidence.manifest, "bronze"),
    ];
  },
  silver({ report, manifest, ...rest }) {
    if (!report) return [noReport];
    if (isData({ manifest }))
      return [...outdated(report, rest), ...checksMissing(ofData(report), manifest, "bronze")];
    const asked = [
      ...(manifest.capabilities?.network ?? []),
      ...(manifest.capabilities?.secrets ?? []),
      ...(manifest.capabilities?.data ?? []),
    ];
    return [
      ...checksMissing(report, manifest, "silver"),
      ...(asked.every(({ why }) => why.trim() !== "") ? [] : ["a capability is asked for without a reason"]),
      ...(rest.problems.length > 0 ? ["the package has problems"] : []),
    ];
  },
  gold(evidence) {
    const { report, manifest, recorded, now } = evidence;
    if (isData(evidence))
      return report?.checks.some(({ outcome }) => outcome === "passed")
        ? []
        : ["no check of a conformance kit was passed"];
    const fresh = recorded.some((day) => daysBetween(day, now) <= 180);
    const needsFixtures = (manifest.contributes.channels ?? []).length > 0;
    return [
      ...(report ? checksMissing(report, manifest, "gold") : ["there are no checks"]),
      ...(fresh || !needsFixtures
        ? []
        : ["no fixture says that it was recorded within the last 180 days (`recorded`)"]),
      ...(manifest.capabilities?.inProcess ? ["it asks for the host's own process"] : []),
    ];
  },
  platinum(evidence) {
    const { report } = evidence;
    const skipped = report?.checks.filter(({ outcome }) => outcome === "skipped").length ?? 0;
    const untried = report?.checks.filter(({ outcome }) => outcome === "not-tried").length ?? 0;
    return [
      ...(skipped > 0 ? [`${skipped} checks are skipped`] : []),
      ...(untried > 0 ? [`${untried} checks were not tried`] : []),
      "no evidence of a second source of truth, of the sandbox tier and of a live account can be given yet",
    ];
  },
};

const noReport = `there is no ${evidenceFile}: the plugin's tests write it`;

/** Why a report is no longer one of what is there, or says itself that something is wrong. */
function outdated(
  report: ConformanceEvidence,
  { integrity, engine: version, now }: Pick<QualityEvidence, "integrity" | "engine" | "now">,
): string[] {
  return [
    ...(report.integrity === integrity ? [] : ["the files are not those that were checked"]),
    ...(minorOf(report.cxkit) === minorOf(version)
      ? []
      : [`it was checked with CXKit ${report.cxkit}, this is ${version}`]),
    ...(daysBetween(report.at, now) <= 365 ? [] : ["it was checked more than a year ago"]),
    ...(report.tests?.failed > 0 ? [`${report.tests.failed} of the author's own tests failed`] : []),
  ];
}

/** What runs what is data is tried where it is written: that an author could not is no reason. */
function ofData(report: ConformanceEvidence): ConformanceEvidence {
  return { ...report, checks: report.checks.filter(({ outcome }) => outcome !== "not-tried") };
}

/** Whether nothing of it runs: then there is nothing to check but the manifest. */
function isData({ manifest }: Pick<QualityEvidence, "manifest">): boolean {
  const lists = Object.entries(manifest.contributes).flatMap(([kind, list]) =>
    kind !== "configuration" && Array.isArray(list) ? (list as readonly object[]) : [],
  );
  return lists.length > 0 && lists.every((entry) => !("module" in entry));
}

function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

function daysBetween(from: string, until: string): number {
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000;
  return Number.isFinite(days) ? days : Infinity;
}

/** The first day on which something is too old. */
function endOf(level: QualityLevel, { report, recorded }: QualityEvidence): string | null {
  const day = (from: string, days: number): string =>
    new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
  const newest = recorded.toSorted().at(-1);
  const ends = [
    ...(report ? [day(report.at, 365)] : []),
    ...(qualityLevels.indexOf(level) >= 2 && newest !== undefined ? [day(newest, 180)] : []),
  ];
  return ends.toSorted()[0] ?? null;
}
