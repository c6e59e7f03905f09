import { listed, listedInChinese, matching } from "./column-names.ts";
import { type Draft, assume, option, pathOf } from "./draft.ts";
import { batteryOf } from "./item-evidence.ts";
import { rangeInWording } from "./read-scale.ts";
import type { PlacedItem } from "./to-item.ts";

/**
 * Says what was assumed of the items: those asked alike in one breath, a battery by itself where it is one; every other item
 * alone.
 */
export function sayItems(draft: Draft, placed: readonly PlacedItem[]): void {
  const alike = groupBy(placed, (each) => {
    const { construct, scale, direction } = each.item;
    const told = isTold(draft, each) ? "told" : "found";
    const words = each.reading.words ? "words" : "numbers";
    return [construct, scale.min, scale.max, scale.step, direction, told, words].join(" ");
  });
  for (const group of alike) {
    const loose: PlacedItem[] = [];
    const together = group.length >= 3 && globOf(draft, group) !== undefined ? [group] : [];
    if (together.length === 0)
      for (const battery of groupBy(group, ({ column }) => batteryOf(column)))
        if (battery.length >= 3) together.push(battery);
        else loose.push(...battery);
    for (const items of together) sayTogether(draft, items);
    if (loose.length >= 3) sayTogether(draft, loose);
    else for (const item of loose) sayTogether(draft, [item]);
  }
}

function groupBy<T>(list: readonly T[], keyOf: (each: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const each of list) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return [...groups.values()];
}

function sayTogether(draft: Draft, items: readonly PlacedItem[]): void {
  const { item, reading } = items[0]!;
  const { construct, scale } = item;
  const names = items.map(({ column }) => column.name);
  const glob = globOf(draft, items);
  const path = glob ?? pathOf(names);
  const target = glob ?? names[0]!;
  const range = `${scale.min}–${scale.max}`;
  const steps = scale.step === 1 ? "" : scale.step === 0.5 ? " in half points" : ` in steps of ${scale.step}`;
  const stepsZh = scale.step === 1 ? "" : `（步长 ${scale.step}）`;
  const one = items.length === 1;
  const en = one ? `"${items[0]!.column.wording}"` : `${items.length} items (${listed(names, 4)})`;
  const zh = one ? `“${items[0]!.column.wording}”` : `${items.length} 道题（${listedInChinese(names, 4)}）`;
  const [kind, kindZh] = kinds[construct];
  assume(
    draft,
    "item",
    path,
    isTold(draft, items[0]!) ? "certain" : "likely",
    `${en} ${one ? `is read as ${construct === "nps" ? "an" : "a"} ${kind} item` : `are read as ${kind} items`} on ${range}${steps}${reading.words ? ", answered in words" : ""}`,
    `${zh}按 ${range}${stepsZh} 的${kindZh}读取${reading.words ? "（文字选项）" : ""}`,
    construct === "nps"
      ? option("recommend", target)
      : option("scale", `${target}=${scale.min}-${scale.max}${scale.step === 1 ? "" : `/${scale.step}`}`),
  );
  const { column } = items[0]!;
  const mayStartAtOne = !column.points.has(0) && column.filled >= 30 && !rangeInWording(column.evidence);
  if (construct === "nps" && mayStartAtOne && !isTold(draft, items[0]!))
    assume(
      draft,
      "item",
      path,
      "default",
      `${en} holds no 0: if it was asked on 1–10 it is not an NPS item`,
      `${zh}没有 0 分：若量表为 1–10，则不是 NPS 题`,
      option("rating", target),
    );
  const codes = [...new Set(items.flatMap((each) => each.reading.assumedMissing))].toSorted((a, b) => a - b);
  if (codes.length > 0)
    assume(
      draft,
      "missing-code",
      path,
      "likely",
      `on ${en} ${codes.join(", ")} ${codes.length > 1 ? "are codes" : "is a code"} for no answer, outside ${range}`,
      `${zh}中的 ${codes.join("、")} 超出 ${range}，视为未作答的代码`,
      option("missing", `${target}=${codes.join(",")}`),
    );
  sayDirection(draft, items, { en, zh, path, target });
}

function sayDirection(
  draft: Draft,
  items: readonly PlacedItem[],
  {
    en,
    zh,
    path,
    target,
  }: { readonly en: string; readonly zh: string; readonly path: string; readonly target: string },
): void {
  const { item, reading, column } = items[0]!;
  if (draft.overrides.direction.has(column.name)) return;
  const higher = item.direction === "higher-is-better";
  const optionNumbers =
    draft.header.producer === "wjx" && !reading.words && item.construct !== "nps" && column.numeric === 1;
  if (item.construct === "ces")
    assume(
      draft,
      "direction",
      path,
      reading.words ? "likely" : "default",
      `on ${en} ${higher ? "more" : "less"} is better`,
      `${zh}的分值越${higher ? "高" : "低"}越好`,
      option("direction", `${target}=${higher ? "lower" : "higher"}`),
    );
  else if (optionNumbers)
    assume(
      draft,
      "direction",
      path,
      "default",
      `on ${en} higher numbers are better; if the export holds option numbers and option 1 is the best, say so`,
      `${zh}按数值越高越好读取；若导出的是选项序号且 1 为最好，请指明`,
      option("direction", `${target}=lower`),
    );
}

/** `Q7*`, where that pattern means these items and nothing else: their battery, or what their names begin or end with. */
function globOf(draft: Draft, items: readonly PlacedItem[]): string | undefined {
  if (items.length < 2) return undefined;
  const names = items.map(({ column }) => column.name);
  const start = commonStart(names);
  const end = backwards(commonStart(names.map(backwards)));
  const candidates = [`${batteryOf(items[0]!.column)}*`];
  if (width(start) >= 4) candidates.push(`${start}*`);
  if (width(end) >= 4) candidates.push(`*${end}`);
  return candidates.find((pattern) => {
    const found = matching(draft.names, pattern);
    return found.length === items.length && names.every((name) => found.includes(name));
  });
}

/** What all names begin with, whole words of Latin text only. */
function commonStart(names: readonly string[]): string {
  let length = 0;
  const [first = ""] = names;
  while (length < first.length && names.every((name) => name[length] === first[length])) length++;
  const start = first.slice(0, length);
  const cut = names.some((name) => /^[a-z\d]$/i.test(name[length] ?? "")) && /[a-z\d]$/i.test(start);
  return (cut ? start.replace(/[a-z\d]+$/i, "") : start).trim();
}

const backwards = (text: string) => Array.from(text).toReversed().join("");

const width = (text: string) =>
  Array.from(text).reduce((sum, sign) => sum + (/\p{Script=Han}/u.test(sign) ? 2 : 1), 0);

function isTold(draft: Draft, { item, column }: PlacedItem): boolean {
  const { overrides } = draft;
  const asked = item.construct === "nps" ? "recommend" : item.construct;
  return (overrides[asked]?.includes(column.name) ?? false) || overrides.scale.has(column.name);
}

const kinds = {
  nps: ["NPS", " NPS 推荐题"],
  csat: ["CSAT", "满意度题"],
  ces: ["CES", "费力度题"],
  rating: ["rating", "评分题"],
} as const;
