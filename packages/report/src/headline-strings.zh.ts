import type { HeadlineClaim, HeadlineStrings } from "./report-strings.ts";

/** The opening sentences in Chinese (simplified). */
export const chineseHeadline: HeadlineStrings = {
  satisfied: (label, metric, score, reading) => `“${label}”的${spaced(metric)}为 ${score}${reading}。`,
  tooSmall: (label, metric, base) => `“${label}”的答案太少，无法给出 ${metric}（n = ${base}）。`,
  noScore: "无法给出得分：没有找到在量表上有答案的推荐意愿、满意度、费力度或评分题。",
  netPositive: "，推荐者多于贬损者",
  netNegative: "，贬损者多于推荐者",
  netOpen: "，推荐者是否多于贬损者尚无定论",
  most: (low, high) => `，即每 100 人中有 ${low} 到 ${high} 人计为满意`,
  minority: (low, high) => `，即每 100 人中只有 ${low} 到 ${high} 人计为满意`,
  aroundHalf: (low, high) => `，即每 100 人中有 ${low} 到 ${high} 人计为满意，是否过半尚无定论`,
  aboveMiddle: (middle, low, high) => `，高于 ${low} 到 ${high} 分量表的中点 ${middle}`,
  belowMiddle: (middle, low, high) => `，低于 ${low} 到 ${high} 分量表的中点 ${middle}`,
  aroundMiddle: (middle, low, high) => `，与 ${low} 到 ${high} 分量表的中点 ${middle} 分不出高低`,
  onePeriod: "没有两个完整的时段可供比较，因此对变化不下结论。",
  nothingApart: (from, to, comparisons, score) =>
    `从 ${from} 到 ${to}，${comparisons === 1 ? "" : `${comparisons} 次比较都`}看不出超出随机波动的变化${score === null ? "" : `；${score}`}。`,
  scoreMoved: (what, difference) => `${spaced(what).trimStart()}的变化为 ${difference}`,
  scoreMovedAlone: (what, difference) =>
    `${spaced(what).trimStart()}的变化为 ${difference}，只作这一次比较时才算得上变化`,
  changed: (from, to, changes, comparisons, rest, restFound) =>
    `从 ${from} 到 ${to}，${changes.join("；")}${
      rest > 0
        ? restFound
          ? `；${comparisons} 次比较中另有 ${rest} 项也超出随机波动`
          : `；其余 ${rest} 次比较未超出随机波动`
        : ""
    }。`,
  changesOf: (metric, direction, changes) =>
    `${before(metric)}${direction === "better" ? "变好" : "变差"}：${claims(changes)}`,
  hurts: (places, more) =>
    `${places.join("；")}${
      more.length > 0
        ? `；另有 ${more.map(({ kind, count }) => `${count} 个${kinds[kind]}`).join("和 ")}低于其余`
        : ""
    }。`,
  lowBy: (metric, places) => `${before(metric)}最弱的是${claims(places)}`,
  lowSegment: (field, value, difference) => ({
    label: value,
    detail: `（${field}）`,
    number: `与其余相差 ${difference}`,
  }),
  nothingStandsOut: (places, segments, lowest) =>
    `在 ${[...(places > 0 ? [`${places} 个环节`] : []), ...(segments > 0 ? [`${segments} 个人群`] : [])].join(
      "和 ",
    )}中，没有哪一处明显偏低${lowest === null ? "" : `；${lowest}`}。`,
  lowest: (label, metric, score) =>
    `即便是最低的“${label}”，${before(metric)}${score}，也与最好的一项分不出高低`,
  lowestTied: (label, metric, score, tied) =>
    `最低的“${label}”，${before(metric)}${score}，低于第一名，但与另外 ${tied} 项分不出高低`,
  noPlaces: "没有答案足够多的触点、阶段或人群，因此无法判断痛点在哪里。",
};

const kinds = { touchpoint: "触点", stage: "阶段", item: "题目", segment: "人群" } as const;

function claims(all: readonly HeadlineClaim[]): string {
  return all
    .map(({ label, detail = "", number }) => `${label === null ? "总体 " : `“${label}”`}${detail}${number}`)
    .join("，以及");
}

/** A space where a Latin word meets Chinese ones. */
function spaced(word: string): string {
  return word.replace(/^(?=[A-Za-z\d])/, " ").replace(/(?<=[A-Za-z\d])$/, " ");
}

/** The word with the space it needs before a number; none after a full-width bracket. */
function before(word: string): string {
  return word.endsWith("）") ? word : `${word} `;
}
