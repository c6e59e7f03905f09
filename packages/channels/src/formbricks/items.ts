import type { ItemMeaning } from "../authoring/answer.ts";
import { isObject, own, textOf } from "../authoring/json-value.ts";

/** What can be said of a survey's elements, and what cannot. */
export interface FormbricksItems {
  /** For `config.items`: every element whose answers have one meaning. */
  readonly items: { readonly [element: string]: ItemMeaning };
  /** Elements that were left out, each with why: `unmapped-scale` needs its scale told, `no-answer` holds none that can be counted. */
  readonly leftOut: readonly { readonly element: string; readonly type: string; readonly reason: string }[];
}

const choices = new Set([
  "multipleChoiceSingle",
  "multipleChoiceMulti",
  "consent",
  "cta",
  "pictureSelection",
]);

/** Says of each element of a survey what its answers mean, where the survey says it. */
export function itemsOf(survey: unknown): FormbricksItems {
  const items = new Map<string, ItemMeaning>();
  const leftOut: { element: string; type: string; reason: string }[] = [];
  const taken = new Set<string>();
  for (const element of elementsOf(survey)) {
    const id = textOf(own(element, "id"));
    const type = textOf(own(element, "type")) ?? "unknown";
    if (id === undefined) continue;
    const meaning = meaningOf(type, element);
    if (typeof meaning === "string") {
      leftOut.push({ element: id, type, reason: meaning });
      continue;
    }
    // The first recommend item is the one that metrics look for.
    const item = type === "nps" && !taken.has("recommend") ? "recommend" : id;
    taken.add(item);
    const label = headlineOf(element);
    items.set(id, {
      ...(item !== id && { item }),
      ...meaning,
      ...(label !== undefined && { label: { en: label } }),
    });
  }
  return { items: Object.fromEntries(items), leftOut };
}

function meaningOf(type: string, element: unknown): ItemMeaning | string {
  if (type === "nps") return { construct: "nps" };
  if (type === "openText") return { construct: "verbatim" };
  if (choices.has(type)) return { construct: "choice" };
  if (type !== "rating") return "no-answer";
  const range = own(element, "range");
  return typeof range === "number" && Number.isInteger(range) && range >= 2 && range <= 11
    ? { construct: "rating", scale: { min: 1, max: range, step: 1 } }
    : "unmapped-scale";
}

/** The elements of a survey, of the answer that holds one, or of its blocks. */
function elementsOf(survey: unknown): readonly unknown[] {
  const one = own(survey, "data") ?? survey;
  const blocks = own(one, "blocks");
  const listed = own(one, "questions");
  if (Array.isArray(listed) && listed.length > 0) return listed.filter(isObject);
  if (!Array.isArray(blocks)) return [];
  return (blocks as readonly unknown[]).flatMap((block) => {
    const elements = own(block, "elements");
    return Array.isArray(elements) ? elements.filter(isObject) : [];
  });
}

/** What is asked, without the markup it may be written in. */
function headlineOf(element: unknown): string | undefined {
  const headline = own(element, "headline");
  const text = textOf(headline) ?? textOf(own(headline, "default"));
  return textOf(text?.replaceAll(/<[^<>]*>/g, "").trim());
}
