import { type Journey, scalePoints, type Store } from "@cxkit/core";
import { weightedPointSummary } from "@cxkit/stats/survey";
import { maskContactDetails, type ReportModel } from "@cxkit/report";
import type { Evidence, EvidenceSource } from "./evidence.ts";
import { type Analysis, tallyItem } from "./analysis.ts";
import { measuredItems } from "./measured-item.ts";
import { nestingsOf } from "./nested-fields.ts";
import { families } from "./rank-places.ts";
import { reportDimensions } from "./report-dimensions.ts";
import type { ReportScope } from "./report-scope.ts";
import type { ReportOptions } from "./report-options.ts";

/** Looks a workbench, or a part of it, over: what is measured, by which fields, over which time. */
export async function analysisOf(
  bench: Evidence,
  options: ReportOptions,
  scope?: ReportScope,
): Promise<{
  readonly analysis: Analysis;
  readonly responses: number;
  /** Fields that would have been cut by, but hold contact details. */
  readonly withheld: Analysis["dimensions"];
}> {
  const store = scope?.store ?? bench.store;
  const configs = bench.files.map(({ config }) => config);
  const measured = measuredItems(withStages(bench, options.journey), options);
  const ofTheWhole = measured.filter(({ overall }) => overall);
  // A survey without a question about the whole is led by its first item.
  const leading = ofTheWhole.length > 0 ? ofTheWhole : measured.slice(0, 1);
  const rest = families(measured.filter((item) => !leading.includes(item)));
  const places = rest.filter(({ length }) => length > 1).flat();
  // What has nothing to be ranked with is a score of its own.
  const scores = measured.filter((item) => !places.includes(item));
  const zone = options.zone ?? configs.flatMap(({ time }) => ("zone" in time ? time.zone : []))[0] ?? "UTC";
  const cut = reportDimensions(configs, options).filter(({ field }) => field !== scope?.field);
  const withheld = await dimensionsWithContacts(store, cut);
  const dimensions = cut.filter((dimension) => !withheld.includes(dimension));
  const { responses, span, waves } = await overview(store);
  const dated = configs.every(({ time }) => "column" in time);
  const analysis = {
    store,
    zone,
    locale: options.locale,
    confidenceLevel: options.confidenceLevel,
    minimumCell: options.minimumCell,
    scores,
    places,
    journey: options.journey,
    dimensions,
    nestings: await nestingsOf(
      store,
      dimensions.map(({ field }) => field),
    ),
    waves,
    span: dated ? span : null,
  };
  return { analysis, responses, withheld };
}

/** Whatever a column is called: what holds an e-mail address or a telephone number is nothing to show rows of. */
async function dimensionsWithContacts(
  store: Store,
  dimensions: Analysis["dimensions"],
): Promise<Analysis["dimensions"]> {
  const found = [];
  for (const dimension of dimensions) {
    const { field } = dimension;
    const select = { types: ["survey.responded" as const], tally: "category" as const, value: "type" };
    const cells = await store.tally({ select, by: [field], zone: "UTC" });
    const holdsContacts = cells.some(
      ({ by }) => maskContactDetails(by[field] ?? "").text !== (by[field] ?? ""),
    );
    if (holdsContacts) found.push(dimension);
  }
  return found;
}

/** Effective base and design effect of the leading score; `null` without weights. */
export async function weightingOf(
  analysis: Analysis,
  configs: readonly EvidenceSource["config"][],
): Promise<ReportModel["weighting"]> {
  const column = configs.find(({ weight }) => weight)?.weight?.column;
  const [leading] = analysis.scores;
  if (column === undefined || !leading) return null;
  const { counts, weights, scale } = await tallyItem(analysis, leading);
  if (!weights) return null;
  const { n, effectiveN } = weightedPointSummary({
    points: scalePoints(scale),
    counts,
    weightSums: weights.sum,
    weightSquareSums: weights.sumOfSquares,
  });
  const name = typeof column === "string" ? column : Object.values(column)[0];
  return effectiveN > 0 ? { column: name ?? "", effectiveN, designEffect: n / effectiveN } : null;
}

function withStages({ instruments }: Evidence, journey: Journey): Evidence["instruments"] {
  const placed = new Map(
    journey.stages.flatMap(({ id: stage, touchpoints }) =>
      touchpoints.flatMap(({ id: touchpoint, items = [] }) =>
        items.map((item) => [item, { stage, touchpoint }] as const),
      ),
    ),
  );
  return instruments.map((instrument) => ({ ...placed.get(instrument.id), ...instrument }));
}

/** Counts responses, and finds first and last and the waves, in order of their mean time and then of their names. */
async function overview(store: Store): Promise<{
  readonly responses: number;
  readonly span: Analysis["span"];
  readonly waves: readonly string[];
}> {
  const times = new Map<string, { sum: number; count: number }>();
  let responses = 0;
  let first = Infinity;
  let last = -Infinity;
  const select = { types: ["survey.responded" as const] };
  for await (const { time, length, fields } of store.scan({ select, fields: ["data.wave"] })) {
    if (length === 0) continue;
    responses += length;
    first = Math.min(first, time[0]!);
    last = Math.max(last, time[length - 1]!);
    const { codes, values } = fields["data.wave"]!;
    const sums = new Float64Array(values.length + 1);
    const counts = new Int32Array(values.length + 1);
    for (let row = 0; row < length; row += 1) {
      sums[codes[row]!]! += time[row]!;
      counts[codes[row]!]! += 1;
    }
    values.forEach((wave, at) => {
      const before = times.get(wave) ?? { sum: 0, count: 0 };
      times.set(wave, { sum: before.sum + sums[at + 1]!, count: before.count + counts[at + 1]! });
    });
  }
  const byName = new Intl.Collator("en", { numeric: true }).compare;
  const waves = [...times].flatMap(([wave, { sum, count }]) =>
    count > 0 ? [{ wave, mean: sum / count }] : [],
  );
  waves.sort((left, right) => left.mean - right.mean || byName(left.wave, right.wave));
  return {
    responses,
    span: responses > 0 ? { first, last } : null,
    waves: waves.map(({ wave }) => wave),
  };
}
