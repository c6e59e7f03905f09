import type { Estimate, ScaleTally } from "@cxkit/core";
import type { Ranking } from "@cxkit/report";
import { type Analysis, baseSize, tallyItem } from "./analysis.ts";
import type { MeasuredItem } from "./measured-item.ts";
import { families, type Rankable, rankPlaces } from "./rank-places.ts";
import { stagePlaces } from "./stages.ts";

/** Rankings of everything that several places share a metric for: touchpoints or items, then stages. */
export async function rankings(analysis: Analysis): Promise<readonly Ranking[]> {
  const found: Ranking[] = [];
  for (const family of families(analysis.places)) {
    const [first] = family;
    if (!first || family.length < 2) continue;
    const places = await Promise.all(family.map((measured) => rankablePlace(analysis, measured)));
    const ranked = rankPlaces(
      places,
      (left, right) =>
        first.metric.compare(withoutInstrument(left), withoutInstrument(right), {
          confidenceLevel: analysis.confidenceLevel,
        }),
      { better: first.summary.better, confidenceLevel: analysis.confidenceLevel },
    );
    const kind = family.every(({ instrument }) => instrument.touchpoint !== undefined)
      ? "touchpoint"
      : "item";
    found.push({ kind, metric: first.summary, places: ranked });
  }
  return [...found, ...(await stagePlaces(analysis))];
}

/** A tally that may be compared or merged with those of other items. */
export function withoutInstrument({ instrument: _, ...tally }: ScaleTally): ScaleTally {
  return tally;
}

/** An estimate, or `null` where its base is below the minimum cell. */
export function shownEstimate(analysis: Analysis, estimate: Estimate): Estimate | null {
  return estimate.n < analysis.minimumCell ? null : estimate;
}

async function rankablePlace(analysis: Analysis, measured: MeasuredItem): Promise<Rankable<ScaleTally>> {
  const tally = await tallyItem(analysis, measured);
  const { instrument, second } = measured;
  const options = { confidenceLevel: analysis.confidenceLevel };
  const estimate = shownEstimate(analysis, measured.estimate(tally, analysis));
  return {
    compared: tally,
    place: {
      id: instrument.touchpoint ?? measured.item,
      label: measured.label,
      stage: instrument.stage ?? null,
      estimate,
      beside: estimate && second ? second.metric.estimate(tally, options) : null,
      n: baseSize(tally),
    },
  };
}
