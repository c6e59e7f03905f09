import { cxError } from "@cxkit/core";
import { listed } from "./column-names.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, option } from "./draft.ts";
import { directionOf } from "./item-evidence.ts";
import { label } from "./labels.ts";
import type { ItemMapping } from "./mapping.ts";
import type { ScaleReading } from "./read-scale.ts";

/** Completes an item, takes its column, and says what was assumed of it. */
export function toItem(
  draft: Draft,
  column: ColumnProfile,
  construct: ItemMapping["construct"],
  reading: Exclude<ScaleReading, { readonly readings: readonly string[] }>,
  item = column.name,
): ItemMapping {
  const { overrides, header } = draft;
  const { name } = column;
  draft.taken.add(name);
  const given = overrides.direction.get(name);
  const direction =
    given ?? (reading.words ? "higher-is-better" : directionOf(column, construct)) ?? "higher-is-better";
  const range = `${reading.scale.min}–${reading.scale.max}`;
  assume(
    draft,
    "item",
    name,
    overrides[construct === "nps" ? "recommend" : construct]?.includes(name) || overrides.scale.has(name)
      ? "certain"
      : "likely",
    `"${column.wording}" is read as ${article(construct)} item on ${range}`,
    `“${column.wording}”按 ${range} 的${kindZh[construct]}读取`,
    construct === "nps"
      ? option("recommend", name)
      : option("scale", `${name}=${reading.scale.min}-${reading.scale.max}`),
  );
  if (construct === "ces" && !given)
    assume(
      draft,
      "direction",
      name,
      reading.words ? "likely" : "default",
      `on "${column.wording}" ${direction === "higher-is-better" ? "more" : "less"} is better`,
      `“${column.wording}”的分值${direction === "higher-is-better" ? "越高" : "越低"}越好`,
      option("direction", `${name}=${direction === "higher-is-better" ? "lower" : "higher"}`),
    );
  else if (
    header.producer === "wjx" &&
    !given &&
    !reading.words &&
    construct !== "nps" &&
    column.numeric === 1
  )
    assume(
      draft,
      "direction",
      name,
      "default",
      `"${column.wording}": higher numbers are better; if these are option numbers and option 1 is the best, say so`,
      `“${column.wording}”按数值越高越好读取；若导出的是选项序号且 1 为最好，请指明`,
      option("direction", `${name}=lower`),
    );
  if (reading.assumedMissing.length > 0) {
    const codes = reading.assumedMissing.join(", ");
    assume(
      draft,
      "missing-code",
      name,
      "likely",
      `on "${column.wording}" ${codes} ${reading.assumedMissing.length > 1 ? "are codes" : "is a code"} for no answer, outside ${range}`,
      `“${column.wording}”中的 ${codes} 超出 ${range}，视为未作答的代码`,
      option("missing", `${name}=${reading.assumedMissing.join(",")}`),
    );
  }
  return {
    item,
    column: name,
    construct,
    scale: reading.scale,
    direction,
    ...(reading.words ? { words: reading.words } : {}),
    ...(reading.missingCodes.length > 0 ? { missingCodes: reading.missingCodes } : {}),
    label: label(
      column.part && column.group && !/^(?:open-ended )?response$/i.test(column.part)
        ? column.part
        : column.wording,
    ),
    wording: label(column.wording),
  };
}

/** The error for an item that was asked for and cannot be placed. */
export function cannotPlace(
  column: ColumnProfile,
  construct: string,
  reading: { readonly readings: readonly string[] },
) {
  const seen = listed([...column.values.keys()], 8);
  const fits =
    reading.readings.length > 0 ? `fit ${reading.readings.join(", ")}` : "fit no scale that is known";
  return cxError(
    "invalid-setup",
    `"${column.name}" cannot be read as ${construct}: its answers (${seen}) ${fits}; pass ${option("scale", `${column.name}=1-5`)} with the scale as asked, or --words for answers in words`,
    { path: column.name },
  );
}

const article = (construct: string) =>
  construct === "nps" ? "an NPS" : `a ${construct.toUpperCase().replace("RATING", "rating")}`;
const kindZh: Readonly<Record<string, string>> = {
  nps: "NPS 推荐题",
  csat: "满意度题",
  ces: "费力度题",
  rating: "评分题",
};
