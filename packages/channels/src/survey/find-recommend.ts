import { cxError } from "@cxkit/core";
import { listed, listedInChinese } from "./column-names.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, columnOf, freeColumns, option } from "./draft.ts";
import { constructOf, recommendStrength } from "./item-evidence.ts";
import { isMissingBeside, rangeInWording, readScale } from "./read-scale.ts";
import { cannotPlace, type PlacedItem, toItem } from "./to-item.ts";

const npsScale = { min: 0, max: 10, step: 1 };

/**
 * Finds the recommend item: evidence in name or wording and answers on 0–10. A 1–10 question is told to be none. Of two
 * candidates the one with clearly better evidence is taken; otherwise none, and both are named.
 */
export function chooseRecommend(draft: Draft): PlacedItem[] {
  const { overrides } = draft;
  const told = overrides.recommend;
  if (told) {
    const items = told.flatMap((name, index) => {
      const column = columnOf(draft, name);
      const caught = overrides.caught.has(name);
      const scale = scaleTold(draft, name) ?? rangeInWording(column.evidence);
      if (scale && (scale.min !== 0 || scale.max !== 10)) {
        if (caught) return [];
        throw notNps(column, scale);
      }
      const reading = readNps(draft, column);
      if ("readings" in reading || (column.filled > 0 && onScale(column) < 0.5 && !reading.words)) {
        if (caught) return [];
        throw cannotPlace(column, "nps");
      }
      draft.excluded.delete(name);
      return [toItem(draft, column, "nps", reading, index === 0 ? itemId(draft, column) : name)];
    });
    if (items.length === 0) throw cannotPlace(columnOf(draft, told[0]!), "nps");
    return items;
  }
  const candidates = freeColumns(draft)
    .filter(
      (column) =>
        constructOf(column) === "nps" &&
        column.pointed >= 0.5 &&
        (overrides.caught.has(column.name) ||
          ![overrides.csat, overrides.ces, overrides.rating].some((names) => names?.includes(column.name))),
    )
    .filter((column) => isPossible(draft, column))
    .toSorted((left, right) => recommendStrength(right) - recommendStrength(left));
  const [best, second] = candidates;
  if (!best) return [];
  if (second && recommendStrength(best) - recommendStrength(second) < 2) {
    for (const column of candidates) draft.excluded.set(column.name, "unused");
    assume(
      draft,
      "item",
      candidates.map(({ name }) => name),
      "default",
      `no NPS: ${listed(candidates.map(({ name }) => name))} could each be the recommend item; say which`,
      `未计算 NPS：${listedInChinese(candidates.map(({ name }) => name))} 都可能是推荐题，请指明`,
      option("recommend", best.name),
    );
    return [];
  }
  const reading = readNps(draft, best);
  return "readings" in reading ? [] : [toItem(draft, best, "nps", reading, itemId(draft, best))];
}

function readNps(draft: Draft, column: ColumnProfile) {
  const { overrides } = draft;
  return readScale(column, {
    scale: npsScale,
    words: overrides.words.get(column.name),
    missing: [...(overrides.missing.get(column.name) ?? []), ...overrides.missingEverywhere],
  });
}

/** Share of the pointed answers that are 0–10 or a code for no answer, 0…1. */
function onScale(column: ColumnProfile): number {
  let fits = 0;
  let all = 0;
  for (const [point, count] of column.points) {
    all += count;
    if ((Number.isInteger(point) && point >= 0 && point <= 10) || isMissingBeside(point, npsScale))
      fits += count;
  }
  return all === 0 ? 0 : fits / all;
}

function isPossible(draft: Draft, column: ColumnProfile): boolean {
  const range = scaleTold(draft, column.name) ?? rangeInWording(column.evidence);
  if (range && (range.min !== 0 || range.max !== 10)) {
    if (range.max === 10)
      assume(
        draft,
        "item",
        column.name,
        "certain",
        `"${column.wording}" asks ${range.min}–${range.max}: that is not an NPS item and gives no NPS`,
        `“${column.wording}”的量表为 ${range.min}–${range.max}，不是 NPS 题，不计算 NPS`,
      );
    return false;
  }
  const fitting = onScale(column);
  if (fitting < 0.98) {
    assume(
      draft,
      "item",
      column.name,
      "likely",
      `"${column.wording}" is not used: ${fitting === 0 ? "none" : `only ${Math.floor(fitting * 100)} %`} of its answers are on 0–10; if the others are codes for no answer, say which`,
      `未使用“${column.wording}”：${fitting === 0 ? "没有取值" : `仅 ${Math.floor(fitting * 100)} % 的取值`}在 0–10 内；若其余为未作答代码，请指明`,
      option("missing", `${column.name}=CODE,CODE`),
    );
    return false;
  }
  const points = [...column.points.keys()];
  const answered = points.filter((point) => point >= 0 && point <= 10);
  if (draft.header.producer === "wjx" && points.includes(11) && !points.includes(0)) {
    draft.excluded.set(column.name, "scale-unknown");
    assume(
      draft,
      "item",
      column.name,
      "default",
      `"${column.wording}" holds 1–11: either 0–10 with 11 for no answer, or the numbers of eleven options; export the scores, or say that it is the recommend item`,
      `“${column.wording}”取值为 1–11：可能是 0–10 且 11 表示未答，也可能是 11 个选项的序号；请按分值导出，或指明为推荐题`,
      option("recommend", column.name),
    );
    return false;
  }
  // Many answers and none above 5 or 7: a five- or seven-point "would you recommend", which is no NPS item.
  const highest = Math.max(...answered);
  if (!range && ((column.filled >= 8 && highest <= 5) || (column.filled >= 30 && highest <= 7))) {
    assume(
      draft,
      "item",
      column.name,
      "likely",
      `"${column.wording}" never goes above ${highest}: it is not taken for a 0–10 recommend item`,
      `“${column.wording}”最高只有 ${highest}，不视为 0–10 推荐题`,
      option("recommend", column.name),
    );
    return false;
  }
  return true;
}

/** The scale told of this very column; one that a pattern brought along says nothing of the recommend item. */
const scaleTold = ({ overrides }: Draft, name: string) =>
  overrides.caught.has(name) ? undefined : overrides.scale.get(name);

/** `recommend`, unless another column is called so. */
const itemId = (draft: Draft, column: ColumnProfile) =>
  column.name !== "recommend" && draft.names.includes("recommend") ? "nps" : "recommend";

const notNps = (column: ColumnProfile, scale: { readonly min: number; readonly max: number }) =>
  cxError(
    "invalid-setup",
    `NPS requires a 0–10 item, "${column.name}" was asked on ${scale.min}–${scale.max}; report it with --rating instead`,
    { path: column.name },
  );
