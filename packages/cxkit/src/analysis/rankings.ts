import type { Comparison, Estimate, ScaleTally } from "@cxkit/core";
import type { ClusteredMean } from "@cxkit/journeys";
import type { RankedPlace, Ranking } from "@cxkit/report";
import { type Analysis, baseSize, tallyItem } from "./analysis.ts";
import type { MeasuredItem } from "./measured-item.ts";
import { families, type Rankable, rankPlaces } from "./rank-places.ts";
import { compareStages, type StageItems, stagesWithItems, tallyStages } from "./stages.ts";

/** Rankings of everything that several places share a metric for: touchpoints or items, then stages. */
export async function rankings(analysis: Analysis): Promise<readonly Ranking[]> {
  const tallies = new Map<MeasuredItem, ScaleTally>();
  for (const measured of analysis.places) tallies.set(measured, await tallyItem(analysis, measured));
  const shown = (measured: MeasuredItem): boolean => baseSize(tallies.get(measured)!) >= analysis.minimumCell;
  const ranked = families(analysis.places).filter((family) => family.length > 1);
  return [
    ...ranked.map((family) => itemRanking(analysis, family, tallies)),
    ...(await stageRankings(analysis, shown)),
  ];
}

function itemRanking(
  analysis: Analysis,
  family: readonly MeasuredItem[],
  tallies: ReadonlyMap<MeasuredItem, ScaleTally>,
): Ranking {
  const { confidenceLevel } = analysis;
  const { metric, summary } = family[0]!;
  const places = family.map((measured): Rankable<ScaleTally> => {
    const tally = tallies.get(measured)!;
    const { instrument, second, label, item } = measured;
    const place = {
      id: instrument.touchpoint ?? item,
      label,
      stage: instrument.stage ?? null,
      beside: second ? second.metric.estimate(tally, { confidenceLevel }) : null,
    };
    return { compared: tally, place: withBase(analysis, place, measured.estimate(tally, analysis)) };
  });
  const compare = (left: ScaleTally, right: ScaleTally): Comparison =>
    metric.compare(withoutInstrument(left), withoutInstrument(right), { confidenceLevel });
  return {
    kind: family.every(({ instrument }) => instrument.touchpoint !== undefined) ? "touchpoint" : "item",
    metric: summary,
    places: rankPlaces(places, compare, { better: summary.better, confidenceLevel }),
  };
}

async function stageRankings(
  analysis: Analysis,
  shown: (measured: MeasuredItem) => boolean,
): Promise<readonly Ranking[]> {
  const { confidenceLevel } = analysis;
  const all = stagesWithItems(analysis, shown);
  if (all.length === 0) return [];
  const tally = await tallyStages(analysis, all.flat());
  return all.map((stages): Ranking => {
    const { summary } = stages[0]!.items[0]!;
    const rankable = (stage: StageItems): Rankable<ClusteredMean> => {
      const compared = tally.score(stage);
      const place = { id: stage.id, label: stage.label, stage: null, beside: null };
      return { compared, place: withBase(analysis, place, compared.estimate) };
    };
    const compare = (left: ClusteredMean, right: ClusteredMean): Comparison | null =>
      compareStages(left, right, confidenceLevel);
    return {
      kind: "stage",
      metric: summary,
      places: rankPlaces(stages.map(rankable), compare, { better: summary.better, confidenceLevel }),
    };
  });
}

/** A place with its estimate, or hidden where its base is below the minimum cell (and none where nobody answered). */
function withBase(
  { minimumCell }: Analysis,
  place: Omit<RankedPlace, "rank" | "estimate" | "n">,
  estimate: Estimate,
): Omit<RankedPlace, "rank"> {
  const { n } = estimate;
  if (n >= minimumCell && estimate.value !== null) return { ...place, estimate, n };
  return { ...place, beside: null, estimate: null, n: n === 0 ? 0 : minimumCell - 1 };
}

/** A tally that may be compared or merged with those of other items. */
function withoutInstrument({ kind, scale, counts, weights, missing }: ScaleTally): ScaleTally {
  return { kind, scale, counts, missing, ...(weights && { weights }) };
}
