import type { HeadlineClaim, HeadlineStrings } from "./report-strings.ts";

/** The opening sentences in English. */
export const englishHeadline: HeadlineStrings = {
  satisfied: (label, metric, score, reading) => `“${label}” has ${metric} ${score}${reading}.`,
  tooSmall: (label, metric, base) => `“${label}” has too few answers for ${metric} (n = ${base}).`,
  noScore:
    "No score can be given: no column was recognised as a recommendation, satisfaction, effort or rating item with answers on its scale.",
  netPositive: ": promoters outnumber detractors",
  netNegative: ": detractors outnumber promoters",
  netOpen: ": whether promoters outnumber detractors cannot be told",
  most: (low, high) => `: between ${low} and ${high} of 100 count as satisfied`,
  minority: (low, high) => `: only between ${low} and ${high} of 100 count as satisfied`,
  aroundHalf: (low, high) =>
    `: between ${low} and ${high} of 100 count as satisfied, so whether it is most of them cannot be told`,
  aboveMiddle: (middle, low, high) => `: above the middle, ${middle}, of a scale from ${low} to ${high}`,
  belowMiddle: (middle, low, high) => `: below the middle, ${middle}, of a scale from ${low} to ${high}`,
  aroundMiddle: (middle, low, high) =>
    `: not told apart from the middle, ${middle}, of a scale from ${low} to ${high}`,
  onePeriod: "There are no two complete periods to compare, so nothing can be said about change.",
  nothingApart: (from, to, comparisons, score) =>
    `Between ${from} and ${to} nothing can be told apart from chance${comparisons === 1 ? "" : ` in ${comparisons} comparisons`}${score === null ? "" : `; ${score}`}.`,
  scoreMoved: (what, difference) => `the change in ${what} is ${difference}`,
  scoreMovedAlone: (what, difference) =>
    `the change in ${what}, ${difference}, would count only if it were the one comparison made`,
  changed: (from, to, changes, comparisons, rest, restFound) =>
    `From ${from} to ${to}, ${changes.join("; ")}${
      rest > 0
        ? restFound
          ? `; ${rest} more of ${comparisons} comparisons also ${rest === 1 ? "goes" : "go"} beyond chance`
          : `; the other ${rest === 1 ? "comparison shows" : `${rest} comparisons show`} nothing beyond chance`
        : ""
    }.`,
  changesOf: (metric, direction, changes) =>
    `${metric} got ${direction} ${changes.map(({ label, number }) => `${label === null ? "overall" : `for “${label}”`}, ${number}`).join(", and ")}`,
  hurts: (places, more) =>
    `Weakest ${places.join("; ")}${
      more.length > 0
        ? `; also below the others: ${more.map(({ kind, count }) => `${count} ${kind}${count === 1 ? "" : "s"}`).join(" and ")}`
        : ""
    }.`,
  lowBy: (metric, places) => `in ${metric}: ${claims(places)}`,
  lowSegment: (field, value, difference) => ({
    label: value,
    detail: ` (${field})`,
    number: `${difference} against the rest`,
  }),
  nothingStandsOut: (places, segments, lowest) =>
    `No place stands out as low among ${[
      ...(places > 0 ? [`${places} ${places === 1 ? "place" : "places"}`] : []),
      ...(segments > 0 ? [`${segments} ${segments === 1 ? "segment" : "segments"}`] : []),
    ].join(" and ")}${lowest === null ? "" : `; ${lowest}`}.`,
  lowest: (label, metric, score) =>
    `even the lowest, “${label}”, ${metric} ${score}, is not told apart from the best`,
  lowestTied: (label, metric, score, tied) =>
    `the lowest, “${label}”, ${metric} ${score}, is below the first but tied with ${tied} ${tied === 1 ? "other" : "others"}`,
  noPlaces: "There are no touchpoints, stages or segments with enough answers to say where it hurts.",
};

function claims(all: readonly HeadlineClaim[]): string {
  return all.map(({ label, detail = "", number }) => `“${label}”${detail}, ${number}`).join(", and ");
}
