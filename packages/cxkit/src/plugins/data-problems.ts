import { rulesFrom } from "@cxkit/alerts";
import { isCxError, type PluginManifest } from "@cxkit/core";
import { npsMetric, scoreMetric, type ScoreMetricData } from "@cxkit/metrics";
import type { PluginProblem } from "./package-problems.ts";

/** Kinds of rules that come with cxkit; what another kind takes, its plugin knows. */
const builtInKinds: ReadonlySet<unknown> = new Set(["needs-person", "below-target", "changed"]);

/**
 * What no workspace would take of the metrics and alert rules that are data: they are made as a workspace makes them.
 *
 * @param manifest one that its schema takes
 */
export function dataProblems({ contributes }: PluginManifest): readonly PluginProblem[] {
  const problems: PluginProblem[] = [];
  const attempt = (place: string, make: () => unknown): void => {
    try {
      make();
    } catch (thrown) {
      // A part that is missing or of another kind shows as an error of JavaScript's own.
      const own = isCxError(thrown) || thrown instanceof RangeError;
      if (!own && !(thrown instanceof TypeError)) throw thrown;
      const message = own ? thrown.message : "lacks a part, or has one of another kind than its own";
      problems.push({ place: `cxkit.contributes.${place}`, message, level: "error" });
    }
  };
  for (const [at, entry] of (contributes.metrics ?? []).entries()) {
    if (!("data" in entry)) continue;
    const { id, title, data } = entry;
    attempt(`metrics.${at}.data`, () => scoreMetric({ ...data, id, title } as unknown as ScoreMetricData));
  }
  for (const [at, entry] of (contributes.alertRules ?? []).entries()) {
    if (!("data" in entry) || !builtInKinds.has(entry.data["kind"])) continue;
    const { id, title, data } = entry;
    // Which metric is meant the workspace says; any will do here.
    const { metric } = data;
    const named = typeof metric === "string" ? metric : "nps";
    const complete = { title, ...data, ...(data["kind"] !== "needs-person" && { metric: named }) };
    attempt(`alertRules.${at}.data`, () =>
      rulesFrom({ [id]: complete }, { metrics: { [named]: npsMetric({ item: "recommend" }) } }),
    );
  }
  return problems;
}
