import type { Score, TargetCheck } from "@cxkit/report";

/**
 * Holds scores against targets. A target is met or missed only when the whole interval says so; else it stays open.
 *
 * @param scores the report's scores
 * @param targets by score id (`nps:recommend`), item (`recommend`) or metric (`nps`)
 * @returns one check per target and score it names; a target that names no score gives none
 */
export function targetChecks(
  scores: readonly Score[],
  targets: readonly { readonly score: string; readonly target: number }[],
): readonly TargetCheck[] {
  return targets.flatMap(({ score: name, target }) => {
    const score = scores.find(({ id, item, metric }) => [id, item, metric.id].includes(name));
    if (!score?.estimate.interval) return [];
    const { low, high } = score.estimate.interval;
    const above = low !== null && low >= target;
    const below = high !== null && high < target;
    const good = score.metric.better === "higher" ? above : high !== null && high <= target;
    const bad = score.metric.better === "higher" ? below : low !== null && low > target;
    return [
      {
        score: score.id,
        label: score.label,
        unit: score.metric.unit,
        target,
        estimate: score.estimate,
        verdict: good ? ("met" as const) : bad ? ("missed" as const) : ("open" as const),
      },
    ];
  });
}
