import { cxError, scalePosition } from "@cxkit/core";
import { listed, listedInChinese } from "./column-names.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, columnOf, freeColumns, option } from "./draft.ts";
import { batteryOf, constructOf, isClass } from "./item-evidence.ts";
import type { ItemMapping } from "./mapping.ts";
import { chooseRecommend } from "./find-recommend.ts";
import { missingNumber } from "./missing-words.ts";
import { readScale } from "./read-scale.ts";
import { sayItems } from "./say-items.ts";
import { cannotPlace, type PlacedItem, type PlacedReading, toItem } from "./to-item.ts";

/**
 * Finds the rating items: those the user names, the recommend item, and every column whose wording says what it measures
 * and whose values leave one reading. What could be an item but is not used is said, with the option that makes it one.
 */
export function findItems(draft: Draft): ItemMapping[] {
  const { overrides } = draft;
  for (const column of freeColumns(draft))
    if (isClass(column)) draft.excluded.set(column.name, "class-of-another-item");
  const placed: PlacedItem[] = chooseRecommend(draft);
  const told = new Map<string, ItemMapping["construct"]>();
  for (const construct of ["csat", "ces", "rating"] as const)
    for (const name of overrides[construct] ?? []) told.set(name, construct);
  for (const name of [...overrides.scale.keys(), ...overrides.words.keys()])
    if (!told.has(name)) told.set(name, ratingConstruct(columnOf(draft, name)));

  const batteries = groupsOf(draft.columns);
  const hinted = new Map<string, ColumnProfile[]>();
  const misfits: ColumnProfile[] = [];
  for (const column of draft.columns) {
    const { name } = column;
    const insisted = told.get(name);
    const caught = insisted !== undefined && overrides.caught.has(name);
    if (caught && (draft.taken.has(name) || draft.excluded.has(name))) misfits.push(column);
    if (draft.taken.has(name) || ((!insisted || caught) && draft.excluded.has(name))) continue;
    const evident = insisted ?? constructOf(column);
    if (!insisted && (evident === undefined || evident === "nps") && column.pointed >= 0.5) {
      const otherwise = overrides.segment?.includes(name) || overrides.comment?.includes(name);
      if (looksLikeScale(column) && !otherwise && !draft.spoken.has(name))
        hinted.set(batteryOf(column), [...(hinted.get(batteryOf(column)) ?? []), column]);
      continue;
    }
    if (!insisted && column.words.length > 30) continue;
    const reading = readScale(column, {
      scale: overrides.scale.get(name),
      words: overrides.words.get(name),
      missing: [...(overrides.missing.get(name) ?? []), ...overrides.missingEverywhere],
      ...siblingsOf(column, batteries),
    });
    if ("readings" in reading) {
      if (caught) misfits.push(column);
      else if (insisted) throw cannotPlace(column, insisted, reading.readings);
      if (insisted) continue;
      if (evident && evident !== "nps" && reading.readings.length > 0) unplaced(draft, column, reading);
      continue;
    }
    const construct = evident && evident !== "nps" ? evident : constructOfFamily(reading);
    if (!construct) continue;
    if (isOffScale(column, reading, caught)) {
      if (insisted && !caught) throw cannotPlace(column, insisted);
      if (caught) misfits.push(column);
      else leaveOut(draft, column, reading);
      continue;
    }
    placed.push(toItem(draft, column, construct, reading));
  }
  for (const each of placed) refuseReversedNps(each);
  sayItems(draft, placed);
  sayMisfits(draft, misfits);
  hint(draft, hinted);
  return placed.map(({ item }) => item);
}

/** Scores of 0–10 count as detractors to promoters in that order: the other way round they are another question. */
function refuseReversedNps({ item, column }: PlacedItem): void {
  if (item.construct !== "nps" || item.direction === "higher-is-better") return;
  throw cxError(
    "invalid-setup",
    `"${column.name}" is read as an NPS item, and NPS has one direction, 10 is best: leave it out of --direction, or report it as a rating with ${option("rating", column.name)}`,
    { path: "direction" },
  );
}

function ratingConstruct(column: ColumnProfile): ItemMapping["construct"] {
  const construct = constructOf(column);
  return construct === undefined || construct === "nps" ? "rating" : construct;
}

function constructOfFamily(reading: PlacedReading): ItemMapping["construct"] | undefined {
  // How often somebody does something is no judgement; it segments.
  if (reading.family === undefined || reading.family === "frequency") return undefined;
  return reading.family === "satisfaction"
    ? "csat"
    : reading.family === "ease" || reading.family === "effort"
      ? "ces"
      : "rating";
}

function groupsOf(columns: readonly ColumnProfile[]): Map<string, ColumnProfile[]> {
  const groups = new Map<string, ColumnProfile[]>();
  for (const column of columns) {
    const key = batteryKey(column);
    const group = groups.get(key);
    if (group) group.push(column);
    else groups.set(key, [column]);
  }
  return groups;
}

const batteryKey = (column: ColumnProfile) => `${constructOf(column) ?? ""} ${batteryOf(column)}`;

/** What the other items of the same battery show: a column without a 5 belongs to a five-point battery all the same. */
function siblingsOf(column: ColumnProfile, batteries: ReadonlyMap<string, readonly ColumnProfile[]>) {
  const siblings = (batteries.get(batteryKey(column)) ?? []).filter((each) => each !== column);
  if (siblings.length === 0) return {};
  return {
    siblings: new Map(siblings.flatMap((each) => (each.pointed > 0.5 ? [...each.points] : []))),
    siblingWords: siblings.flatMap((each) => (each.words.length <= 12 ? each.words : [])),
  };
}

/** Whole numbers with at least five different points up to 11, answered by many. */
function looksLikeScale(column: ColumnProfile): boolean {
  const points = [...column.points.keys()].filter(
    (point) => point >= 0 || missingNumber(point) === undefined,
  );
  return (
    column.filled >= column.rows * 0.3 &&
    points.length >= 5 &&
    points.length <= 12 &&
    points.every((point) => Number.isInteger(point) && point >= 0 && (point <= 11 || point >= 77))
  );
}

/**
 * Most of the numbers are neither on the scale nor codes for no answer. A column that a pattern merely met has to fit better:
 * hardly any number may lie beyond the points beside the scale, or it is the codes of a comment (`Q7*=1-5` met `Q7COM`).
 */
function isOffScale(
  column: ColumnProfile,
  { scale, missingCodes, words }: PlacedReading,
  caught: boolean,
): boolean {
  if (words || column.points.size === 0) return false;
  const isNear = (point: number) =>
    !caught ||
    missingNumber(point) !== undefined ||
    (point >= scale.min - scale.step && point <= scale.max + scale.step);
  let on = 0;
  let off = 0;
  for (const [point, count] of column.points) {
    if (scalePosition(scale, point) >= 0) on += count;
    else if (!missingCodes.some(({ code }) => code === point) || !isNear(point)) off += count;
  }
  return caught ? off > on * 0.02 : off > on;
}

function leaveOut(draft: Draft, column: ColumnProfile, { scale }: PlacedReading): void {
  const range = `${scale.min}–${scale.max}`;
  draft.excluded.set(column.name, "scale-unknown");
  assume(
    draft,
    "scale-unknown",
    column.name,
    "likely",
    `"${column.wording}" is not used: most of its values are not on ${range}`,
    `未使用“${column.wording}”：多数取值不在 ${range} 内`,
    option("rating", column.name),
  );
}

/** What a pattern met without being able to read it: named once a pattern, and left to other uses where it is text. */
function sayMisfits(draft: Draft, misfits: readonly ColumnProfile[]): void {
  const patterns = new Map<string, ColumnProfile[]>();
  for (const column of misfits) {
    const pattern = draft.overrides.caught.get(column.name)!;
    patterns.set(pattern, [...(patterns.get(pattern) ?? []), column]);
    if (!draft.taken.has(column.name) && column.pointed >= 0.5 && !draft.excluded.has(column.name))
      draft.excluded.set(column.name, "scale-unknown");
  }
  for (const [pattern, columns] of patterns) {
    const names = columns.map(({ name }) => name);
    const empty = columns.every(({ filled }) => filled === 0);
    const many = names.length > 1;
    assume(
      draft,
      "scale-unknown",
      names,
      "likely",
      `${pattern} also matches ${listed(names, 8)}: ${empty ? (many ? "they are empty" : "it is empty") : many ? "they are empty, used otherwise, or hold other values" : "it holds other values or is used otherwise"}, so ${many ? "they are" : "it is"} not read on this scale`,
      `${pattern} 还匹配到 ${listedInChinese(names, 8)}：${empty ? "这些列为空" : "这些列为空、另有用途或取值不符"}，未按该量表读取`,
      option("scale", `${names[0]}=1-5`),
    );
  }
}

function unplaced(
  draft: Draft,
  column: ColumnProfile,
  reading: { readonly readings: readonly string[] },
): void {
  draft.excluded.set(column.name, "scale-unknown");
  assume(
    draft,
    "scale-unknown",
    column.name,
    "default",
    `"${column.wording}" is not used: its answers fit ${reading.readings.join(", ")}; say which scale was shown`,
    `未使用“${column.wording}”：其取值符合 ${reading.readings.join("、")}，请指明所用量表`,
    option(
      "scale",
      `${column.name}=${(reading.readings.find((each) => each.endsWith("1-5")) ?? reading.readings[0]!).replace(/^.* /, "")}`,
    ),
  );
}

/** Batteries of numbers that nobody explains: not used, and said once each. */
function hint(draft: Draft, batteries: ReadonlyMap<string, readonly ColumnProfile[]>): void {
  const loose = [...batteries.values()].filter(({ length }) => length < 3).flat();
  const groups: (readonly [string | readonly string[], readonly ColumnProfile[], string])[] = [
    ...batteries,
  ].flatMap(([battery, columns]) =>
    columns.length < 3 ? [] : [[`${battery}*`, columns, `${battery}*`] as const],
  );
  // Alone, what is alike in its highest point is said together.
  for (const top of new Set(loose.map(topOf))) {
    const alike = loose.filter((column) => topOf(column) === top);
    groups.push([alike.map(({ name }) => name), alike, alike[0]!.name]);
  }
  for (const [path, columns, target] of groups) {
    for (const column of columns) draft.excluded.set(column.name, "scale-unknown");
    const all = columns.flatMap((column) => [...column.points.keys()]);
    const points = [...new Set(all.filter((point) => missingNumber(point) === undefined))].toSorted(
      (a, b) => a - b,
    );
    const names = columns.map(({ name }) => name);
    assume(
      draft,
      "scale-unknown",
      path,
      "default",
      `${names.length > 1 ? `${columns.length} columns (${listed(names, 8)}) hold` : `"${names[0]}" holds`} ${points[0]}–${points.at(-1)} and could be ${names.length > 1 ? "ratings; they are" : "a rating; it is"} not used, since nothing says which scale was shown and which codes are no answers`,
      `${columns.length} 列（${listedInChinese(names, 8)}）取值为 ${points[0]}–${points.at(-1)}，可能是评分题；文件未说明量表和缺失代码，因此未使用`,
      option("scale", `${target}=${points.at(-1)! > 7 ? "0-10" : points.at(-1) === 7 ? "1-7" : "1-5"}`),
    );
  }
}

/** The highest point that is no code for no answer. */
const topOf = ({ points }: ColumnProfile) =>
  Math.max(...[...points.keys()].filter((point) => missingNumber(point) === undefined));
