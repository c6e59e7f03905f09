import type { ColumnProfile } from "./column-profile.ts";
import type { ItemMapping } from "./mapping.ts";

type Construct = ItemMapping["construct"];

const recommend = /\brecommend|\bnps\b|net ?pro(?:moter)?\b|推荐|推薦|empfehl|recomend|recommand/u;
const effort =
  /\bces\b|\beffort|\beas(?:y|e|ier|ily)\b|\bdifficult|容易|轻松|费力|费劲|便捷|难易|方便程度|是否方便|aufwand|\beinfach|\bleicht|schwierig|\bfacil|\bfácil|difficile|difícil|dificil|esfuerzo/u;
const satisfaction = /satisf|\bcsat\b|满意|滿意|zufrieden/u;
const rating =
  /\brat(?:e|ed|ing|ings)\b|\bscores?\b|\bstars?\b|评分|打分|星级|分数|\bbewert|\bnotez\b|\bcalifi|\bpuntu|how (?:would|do|did) you (?:rate|find|feel)/u;
const classOf =
  /\bgroup$|- group\b|\bnps group\b|\bclass(?:es|ification)?$|\bcategory$|\bsegment$|promoter type|分类$|类型$|群体$/u;

/** What a column's name and question say it measures; nothing when they say nothing. */
export function constructOf(column: ColumnProfile): Construct | undefined {
  if (isClass(column)) return undefined;
  const text = column.evidence;
  if (recommend.test(text)) return "nps";
  if (satisfaction.test(text)) return "csat";
  if (effort.test(text)) return "ces";
  if (rating.test(text)) return "rating";
  return undefined;
}

/** A column that repeats another item as a class: `Q16_NPS_GROUP`, or promoter / passive / detractor. */
export function isClass(column: ColumnProfile): boolean {
  if (classOf.test(column.evidence) && (recommend.test(column.evidence) || /nps/.test(column.evidence)))
    return true;
  const classes = /^(?:promoters?|passives?|neutrals?|detractors?|推荐者|被动者|中立者|贬损者|批评者)$/iu;
  const words = [...column.values.keys()];
  return words.length > 0 && words.every((word) => classes.test(word.trim()));
}

/** How strongly a column is the recommend item among several: the question itself, then the name, then its spread. */
export function recommendStrength(column: ColumnProfile): number {
  const text = column.evidence;
  let strength = 0;
  if (/how likely|likelihood|likely.{0,40}recommend|多大可能|可能性|意愿|愿意/.test(text)) strength += 2;
  if (/\bnps\b|net ?pro/.test(text)) strength += 2;
  if (/(?<!\d)0\s*(?:-|–|to|到|至|~|～)\s*10(?!\d)/.test(text)) strength += 2;
  if (/friend|colleague|family|朋友|同事|亲友|家人/.test(text)) strength += 1;
  if (column.points.has(10) && column.points.size >= 4) strength += 1;
  return strength;
}

/**
 * Which end of the scale is good. "How much effort" and "how difficult" count down; "made it easy" counts up.
 *
 * @returns undefined when the wording speaks of both ends
 */
export function directionOf(
  column: ColumnProfile,
  construct: Construct,
): ItemMapping["direction"] | undefined {
  if (construct !== "ces") return "higher-is-better";
  const easy = /\beas(?:y|e|ier|ily)\b|容易|轻松|便捷|方便|\beinfach|\bleicht|\bfacil|\bfácil/u.test(
    column.evidence,
  );
  const hard =
    /\beffort|\bdifficult|费力|费劲|困难|aufwand|schwierig|difficile|difícil|dificil|esfuerzo/u.test(
      column.evidence,
    );
  if (easy !== hard) return easy ? "higher-is-better" : "lower-is-better";
  return easy ? undefined : "lower-is-better";
}

/** Items that stand together: same question, or names that differ in their end only (`Q7ART`, `Q7FOOD`; `Q8-1`, `Q8-2`). */
export function batteryOf(column: ColumnProfile): string {
  if (column.group && column.part) return column.group;
  const numbered = /^\*?([A-Za-z]{0,3}\d{1,3})(?=[A-Za-z_.\- ])/.exec(column.name);
  if (numbered) return numbered[1]!.toUpperCase();
  return /^(.{4,60}?)\s*(?:[:：—–]|\s-\s)\s*\S/u.exec(column.name)?.[1] ?? column.name;
}
