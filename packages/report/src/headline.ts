import type { Estimate, LocalizedText } from "@cxkit/core";
import { localized } from "./localized.ts";
import type { Change, Ranking, ReportLocale, ReportModel, Score, Segmentation } from "./model.ts";
import { reportNumbers, type Numbers } from "./numbers.ts";
import { cutToWidth } from "./display-width.ts";
import { plainText } from "./html/markup.ts";
import type { HeadlineClaim, HeadlineCount, HeadlineStrings } from "./report-strings.ts";
import { reportStrings } from "./strings.ts";

/**
 * The report in three sentences, in its language: how satisfied, what changed or that nothing can be told apart, where it
 * hurts. Each number comes with its interval, and what the intervals do not show is not said.
 *
 * @returns exactly three sentences, plain text
 */
export function headline(model: ReportModel): readonly [string, string, string] {
  const context = { strings: reportStrings(model.locale), numbers: reportNumbers(model.locale), model };
  return [satisfaction(context), change(context), pain(context)];
}

interface Context {
  readonly strings: { readonly headline: HeadlineStrings; readonly emptyValue: string };
  readonly numbers: Numbers;
  readonly model: ReportModel;
}

/** How many places a sentence names. */
const named = 2;
/** How many changes: the score, its worst segment, and a place. */
const namedChanges = 3;

function satisfaction({ strings: { headline: words }, numbers, model }: Context): string {
  const [score] = model.scores;
  if (!score) return words.noScore;
  const { estimate } = score;
  const metric = metricName(score.metric.title, model.locale);
  if (estimate.value === null || !estimate.interval || estimate.n < model.minimumCell)
    return words.tooSmall(nameOf(score.label), metric, numbers.integer(estimate.n));
  // The effective base stands beside the score; a sentence has room for one base.
  const said = numbers.estimate({ ...estimate, effectiveN: estimate.n });
  return words.satisfied(nameOf(score.label), metric, said, reading(score, words, numbers));
}

/** What the whole interval says, in plain words. */
function reading({ metric, estimate }: Score, words: HeadlineStrings, numbers: Numbers): string {
  const { low = null, high = null } = estimate.interval ?? {};
  if (low === null || high === null) return "";
  if (metric.unit === "points")
    return low > 0 ? words.netPositive : high < 0 ? words.netNegative : words.netOpen;
  if (metric.unit === "percent") {
    const limits = [numbers.decimal(Math.floor(low), 0), numbers.decimal(Math.ceil(high), 0)] as const;
    return low > 50
      ? words.most(...limits)
      : high < 50
        ? words.minority(...limits)
        : words.aroundHalf(...limits);
  }
  if (metric.unit !== "scale-point") return "";
  const middle = (metric.range.low + metric.range.high) / 2;
  const say = low > middle ? words.aboveMiddle : high < middle ? words.belowMiddle : words.aroundMiddle;
  return say(String(middle), String(metric.range.low), String(metric.range.high));
}

function change({ strings, numbers, model }: Context): string {
  const { headline: words } = strings;
  const family = model.changes;
  if (!family || family.changes.length === 0) return words.onePeriod;
  const { from, to, changes, correction } = family;
  const found = changes.filter(({ signal }) => signal !== null);
  const leading = leadingChange(model);
  if (found.length === 0)
    return words.nothingApart(
      from,
      to,
      correction.comparisons,
      leading && hasInterval(leading.comparison.difference)
        ? (leastDeficit(leading.comparison.difference) > 0 ? words.scoreMovedAlone : words.scoreMoved)(
            speaksForItself(leading, model)
              ? metricName(leading.metric.title, model.locale)
              : `“${nameOf(leading.label)}”`,
            numbers.change(leading.comparison.difference),
          )
        : null,
    );
  const first = strongestOfEach([
    ...found.filter((one) => one === leading),
    ...found.filter((one) => one !== leading),
  ]).slice(0, namedChanges);
  const rest = found.length - first.length;
  const claims = first.map((one) => ({
    of: metricName(one.metric.title, model.locale),
    direction: one.signal ?? ("worse" as const),
    claim: {
      label: one === leading && speaksForItself(one, model) ? null : nameOf(one.label),
      number: numbers.change(one.comparison.difference),
    },
  }));
  return words.changed(
    from,
    to,
    together(claims, ({ of, direction }) => `${direction} ${of}`).map(([one, claimed]) =>
      words.changesOf(one.of, one.direction, claimed),
    ),
    correction.comparisons,
    rest > 0 ? rest : correction.comparisons - found.length,
    rest > 0,
  );
}

/**
 * The first change of each thing measured: a score as a whole, its segments, each place. Ten stores of one region say one
 * thing, and would push out what else went wrong.
 */
function strongestOfEach(changes: readonly Change[]): readonly Change[] {
  const seen = new Set<string>();
  return changes.filter(({ kind, label, metric }) => {
    const [place = "", segment] = label.split(" · ");
    const about = kind === "segment" && segment === undefined ? `segments of ${metric.id}` : place;
    const first = !seen.has(about);
    seen.add(about);
    return first;
  });
}

/** The change of the score that leads the report. */
function leadingChange({ changes, scores }: ReportModel): Change | undefined {
  return changes?.changes.find(
    ({ kind, label, metric }) =>
      kind === "score" && label === scores[0]?.label && metric.id === scores[0].metric.id,
  );
}

function pain({ strings, numbers, model }: Context): string {
  const { headline: words } = strings;
  const places = model.rankings
    .flatMap((ranking) => lowPlaces(ranking))
    .toSorted((a, b) => b.place.rank.best - a.place.rank.best)
    .map(({ ranking, place, estimate }) => ({
      kind: ranking.kind as HeadlineCount["kind"],
      of: metricName(ranking.metric.title, model.locale),
      claim: { label: nameOf(place.label), number: numbers.brief(estimate) } as HeadlineClaim,
    }));
  const segmentRows = model.segments
    .flatMap((segmentation) =>
      segmentation.rows.flatMap(({ value, absent, signal, versusRest }) =>
        signal === lowSignal(segmentation) && versusRest
          ? [{ segmentation, value: absent ? strings.emptyValue : value, difference: versusRest.difference }]
          : [],
      ),
    )
    .toSorted((a, b) => leastDeficit(b.difference) - leastDeficit(a.difference))
    .map(({ segmentation, value, difference }) => ({
      kind: "segment" as const,
      of: metricName(segmentation.metric.title, model.locale),
      claim: words.lowSegment(nameOf(segmentation.label), nameOf(value), numbers.change(difference)),
    }));
  const low = [...places, ...segmentRows];
  if (low.length > 0)
    return words.hurts(
      together(low.slice(0, named), ({ of }) => of).map(([one, claimed]) => words.lowBy(one.of, claimed)),
      together(low.slice(named), ({ kind }) => kind).map(([{ kind }, rest]) => ({
        kind,
        count: rest.length,
      })),
    );
  const ranked = model.rankings.reduce((sum, ranking) => sum + rankedPlaces(ranking).length, 0);
  const segments = model.segments.reduce((sum, segmentation) => sum + comparedRows(segmentation), 0);
  if (ranked < 2 && segments === 0) return words.noPlaces;
  return words.nothingStandsOut(ranked, segments, lowestPlace(model, words, numbers));
}

/** Whether the metric alone says which score is meant: the first sentence has named it, and no other goes by it. */
function speaksForItself({ metric: { id } }: Change, { scores, rankings }: ReportModel): boolean {
  return (
    scores.filter(({ metric }) => metric.id === id).length === 1 &&
    rankings.every(({ metric }) => metric.id !== id)
  );
}

/** How far from 0 the interval of a difference stays, 0 where it holds it: the deficit that is certain, not the largest. */
function leastDeficit({ interval }: Estimate): number {
  const { low, high } = interval ?? {};
  if (typeof low !== "number" || typeof high !== "number" || low * high <= 0) return 0;
  return Math.min(Math.abs(low), Math.abs(high));
}

function lowestPlace(model: ReportModel, words: HeadlineStrings, numbers: Numbers): string | null {
  const [ranking] = model.rankings.filter((one) => rankedPlaces(one).length > 1);
  const last = ranking && rankedPlaces(ranking).at(-1);
  if (!ranking || !last) return null;
  const said = [
    nameOf(last.place.label),
    metricName(ranking.metric.title, model.locale),
    numbers.brief(last.estimate),
  ] as const;
  const { best, worst } = last.place.rank;
  return best === 1 ? words.lowest(...said) : words.lowestTied(...said, worst - best);
}

function rankedPlaces(ranking: Ranking) {
  return ranking.places.flatMap((place) =>
    place.rank && place.estimate && hasInterval(place.estimate)
      ? [{ ranking, place: { ...place, rank: place.rank }, estimate: place.estimate }]
      : [],
  );
}

/**
 * The bottom of a ranking, where it has one: places that may be last and are significantly below at least half of the
 * others. One outstanding first place does not make all the others low.
 */
function lowPlaces(ranking: Ranking) {
  const ranked = rankedPlaces(ranking);
  return ranked
    .filter(
      ({ place: { rank } }) =>
        rank.worst === ranked.length && rank.best - 1 >= (ranked.length - 1) / 2 && rank.best > 1,
    )
    .toReversed();
}

function comparedRows(segmentation: Segmentation): number {
  return segmentation.rows.filter(({ versusRest }) => versusRest !== null).length;
}

function hasInterval(estimate: Estimate): boolean {
  return estimate.value !== null && estimate.interval !== null;
}

/** The signal that is bad: a score where less is better hurts where it lies above. */
function lowSignal({ metric }: Segmentation): "above" | "below" {
  return metric.better === "lower" ? "above" : "below";
}

/** A metric inside a sentence: without its scale, which stands beside the score, and small unless it is an abbreviation. */
function metricName(title: LocalizedText, locale: ReportLocale): string {
  return localized(title, locale)
    .replace(/[,，]\s*\d+[–-]\d+$|（\d+[–-]\d+ ?分?）$/, "")
    .replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

/** Claims that share what `keyOf` says, in the order of the first of each. */
function together<T extends { readonly claim: HeadlineClaim }>(
  all: readonly T[],
  keyOf: (one: T) => string,
): (readonly [first: T, claims: readonly HeadlineClaim[]])[] {
  const firsts = all.filter((one, index) => all.findIndex((other) => keyOf(other) === keyOf(one)) === index);
  return firsts.map((first) => [
    first,
    all.flatMap((one) => (keyOf(one) === keyOf(first) ? [one.claim] : [])),
  ]);
}

/**
 * A name out of the data as a sentence can carry it: on one line, not longer than the sentence, and, where it is written from
 * right to left, isolated (U+2068…U+2069), so that the numbers behind it stay behind it.
 */
function nameOf(label: string): string {
  const name = cutToWidth(plainText(label).replaceAll(/\s+/g, " ").trim(), 72);
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name;
}

const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
