import { comparable } from "./column-names.ts";

/** Words of one scale, from the bad end to the good end; each point with the ways it is put. */
export interface WordScale {
  readonly id: string;
  readonly family: "satisfaction" | "agreement" | "ease" | "quality" | "likelihood" | "frequency";
  readonly points: readonly (readonly string[])[];
}

const scale = (family: WordScale["family"], id: string, ...points: readonly string[]): WordScale => ({
  id,
  family,
  points: points.map((point) => point.split("|").map(comparable)),
});

const neither = (bad: string, good: string) =>
  `neutral|neither|neither ${bad} nor ${good}|neither ${good} nor ${bad}|ok|okay|undecided|mixed|average`;

/**
 * The scales in words that are known, English and Chinese. A word list is evidence only as a whole: which scale a column uses
 * follows from all its different answers together.
 */
export const wordScales: readonly WordScale[] = [
  scale(
    "satisfaction",
    "satisfaction-5",
    "very dissatisfied|very unsatisfied|extremely dissatisfied|completely dissatisfied|not at all satisfied|highly dissatisfied",
    "dissatisfied|unsatisfied|somewhat dissatisfied|somewhat unsatisfied|not satisfied|not so satisfied",
    `${neither("dissatisfied", "satisfied")}|neither satisfied or dissatisfied|somewhat neutral`,
    "satisfied|somewhat satisfied",
    "very satisfied|extremely satisfied|completely satisfied|highly satisfied",
  ),
  scale(
    "satisfaction",
    "satisfaction-7",
    "very dissatisfied|extremely dissatisfied|completely dissatisfied",
    "dissatisfied|moderately dissatisfied|mostly dissatisfied",
    "slightly dissatisfied|somewhat dissatisfied",
    neither("dissatisfied", "satisfied"),
    "slightly satisfied|somewhat satisfied",
    "satisfied|moderately satisfied|mostly satisfied",
    "very satisfied|extremely satisfied|completely satisfied",
  ),
  scale(
    "satisfaction",
    "satisfaction-4",
    "very dissatisfied|very unsatisfied",
    "dissatisfied|unsatisfied|somewhat dissatisfied",
    "satisfied|somewhat satisfied",
    "very satisfied",
  ),
  scale(
    "satisfaction",
    "satisfaction-unipolar-5",
    "not at all satisfied",
    "not so satisfied|slightly satisfied",
    "somewhat satisfied|moderately satisfied",
    "very satisfied",
    "extremely satisfied",
  ),
  scale(
    "agreement",
    "agreement-5",
    "strongly disagree|completely disagree",
    "disagree|somewhat disagree",
    neither("disagree", "agree"),
    "agree|somewhat agree",
    "strongly agree|completely agree",
  ),
  scale(
    "agreement",
    "agreement-7",
    "strongly disagree|completely disagree",
    "disagree|mostly disagree",
    "somewhat disagree|slightly disagree",
    neither("disagree", "agree"),
    "somewhat agree|slightly agree",
    "agree|mostly agree",
    "strongly agree|completely agree",
  ),
  scale(
    "ease",
    "ease-5",
    "very difficult|extremely difficult|very hard",
    "difficult|somewhat difficult|hard",
    neither("difficult", "easy"),
    "easy|somewhat easy",
    "very easy|extremely easy",
  ),
  scale(
    "ease",
    "ease-7",
    "very difficult|extremely difficult",
    "difficult|moderately difficult",
    "slightly difficult|somewhat difficult",
    neither("difficult", "easy"),
    "slightly easy|somewhat easy",
    "easy|moderately easy",
    "very easy|extremely easy",
  ),
  scale(
    "quality",
    "quality-very-5",
    "very poor|very bad|terrible|awful",
    "poor|bad",
    "fair|average|neutral|ok|okay|acceptable",
    "good",
    "very good|excellent|great",
  ),
  scale(
    "quality",
    "quality-poor-5",
    "poor",
    "fair|below average",
    "good|average",
    "very good|above average",
    "excellent|outstanding",
  ),
  scale(
    "likelihood",
    "likelihood-5",
    "very unlikely|extremely unlikely|not at all likely|definitely not",
    "unlikely|somewhat unlikely|probably not|not so likely",
    `${neither("unlikely", "likely")}|might or might not|not sure`,
    "likely|somewhat likely|probably",
    "very likely|extremely likely|definitely",
  ),
  scale(
    "satisfaction",
    "满意-5",
    "非常不满意|很不满意|十分不满意|极不满意|完全不满意",
    "不满意|不太满意|较不满意|比较不满意|不怎么满意",
    "一般|中立|一般般|普通|无所谓|说不上满意不满意",
    "满意|比较满意|较满意|还算满意|基本满意",
    "非常满意|很满意|十分满意|极其满意|完全满意",
  ),
  scale(
    "satisfaction",
    "满意-7",
    "非常不满意|很不满意|极不满意",
    "不满意",
    "比较不满意|有点不满意|较不满意|不太满意|稍不满意",
    "一般|中立",
    "比较满意|有点满意|较满意|稍满意",
    "满意",
    "非常满意|很满意|极满意",
  ),
  scale(
    "satisfaction",
    "满意-4",
    "非常不满意|很不满意",
    "不满意|不太满意|比较不满意",
    "满意|比较满意|较满意|基本满意",
    "非常满意|很满意",
  ),
  scale(
    "agreement",
    "同意-5",
    "非常不同意|完全不同意|很不同意|非常不赞同",
    "不同意|比较不同意|不太同意|较不同意|不赞同",
    "一般|中立|不确定|无所谓",
    "同意|比较同意|较同意|赞同",
    "非常同意|完全同意|很同意|非常赞同",
  ),
  scale(
    "agreement",
    "同意-7",
    "非常不同意|完全不同意",
    "不同意",
    "比较不同意|有点不同意|不太同意",
    "一般|中立|不确定",
    "比较同意|有点同意",
    "同意",
    "非常同意|完全同意",
  ),
  scale(
    "agreement",
    "符合-5",
    "非常不符合|完全不符合|很不符合",
    "不符合|比较不符合|不太符合",
    "一般|中立|不确定",
    "符合|比较符合|基本符合",
    "非常符合|完全符合|很符合",
  ),
  scale(
    "ease",
    "容易-5",
    "非常困难|很困难|非常不容易|非常费力|很费力|非常麻烦|非常不方便|很不方便",
    "困难|比较困难|不容易|不太容易|费力|比较费力|麻烦|比较麻烦|不方便|不太方便",
    "一般|中立|普通",
    "容易|比较容易|轻松|比较轻松|方便|比较方便",
    "非常容易|很容易|非常轻松|很轻松|非常方便|很方便",
  ),
  scale(
    "quality",
    "好-5",
    "非常差|很差|极差|非常不好|很不好",
    "差|较差|比较差|不好|不太好",
    "一般|中等|普通|一般般",
    "好|较好|比较好|良好",
    "非常好|很好|极好|优秀",
  ),
  scale(
    "likelihood",
    "可能-5",
    "非常不可能|完全不可能|一定不会|肯定不会|非常不愿意",
    "不可能|不太可能|可能不会|不愿意|不太愿意",
    "一般|不确定|中立|说不准",
    "可能|比较可能|可能会|愿意|比较愿意",
    "非常可能|很可能|一定会|肯定会|非常愿意",
  ),
];

/** A reading of a column's words: scale and the point of each text. */
export interface WordReading {
  readonly scale: WordScale;
  readonly points: ReadonlyMap<string, number>;
  /** Every point of the scale occurs. */
  readonly complete: boolean;
}

/**
 * Every known scale that a set of answers in words fits: each word is on it, and no two words share a point.
 *
 * @param texts different answers, words for no answer left out
 */
export function wordReadings(texts: readonly string[]): WordReading[] {
  if (texts.length === 0) return [];
  return wordScales.flatMap((scaleOfWords) => {
    const points = new Map<string, number>();
    const taken = new Map<number, string>();
    for (const text of texts) {
      const word = comparable(text).replace(/[.!。！]+$/u, "");
      const index = scaleOfWords.points.findIndex((ways) => ways.includes(word));
      const before = taken.get(index);
      if (index < 0 || (before !== undefined && before !== word)) return [];
      taken.set(index, word);
      points.set(text, index + 1);
    }
    return [{ scale: scaleOfWords, points, complete: taken.size === scaleOfWords.points.length }];
  });
}

/**
 * The one reading of a column's words, or all that fit when the words do not decide: three words of a scale are not enough
 * to tell five points from seven, and two say nothing of any. A scale all of whose points occur is taken before one with gaps.
 *
 * @param fewest different words that a reading with gaps needs
 */
export function decideWords(readings: readonly WordReading[], fewest = 3): WordReading | undefined {
  const complete = readings.filter((reading) => reading.complete);
  const left = complete.length > 0 ? complete : readings.filter(({ points }) => points.size >= fewest);
  const first = left[0];
  if (!first) return undefined;
  const agree = left.every(
    (reading) =>
      reading.scale.points.length === first.scale.points.length &&
      [...first.points].every(([text, point]) => reading.points.get(text) === point),
  );
  return agree ? first : undefined;
}
