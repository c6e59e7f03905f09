import type { ItemMeaning } from "../authoring/answer.ts";
import { isObject, own, textOf } from "../authoring/json-value.ts";

/** What can be said of a form's fields, and what cannot. */
export interface TypeformItems {
  /** For `config.items`: every field whose answers have one meaning. */
  readonly items: { readonly [field: string]: ItemMeaning };
  /** Fields that were left out, each with why: `unmapped-scale` needs its scale told, `contact` goes to the vault. */
  readonly leftOut: readonly { readonly field: string; readonly type: string; readonly reason: string }[];
}

/** Says of each field of a form what its answers mean, where the form says it. */
export function typeformItems(definition: unknown): TypeformItems {
  const items: Record<string, ItemMeaning> = {};
  const leftOut: { field: string; type: string; reason: string }[] = [];
  const taken = new Set<string>();
  for (const field of fieldsOf(definition)) {
    const name = textOf(own(field, "ref")) ?? textOf(own(field, "id"));
    const type = textOf(own(field, "type")) ?? "unknown";
    if (name === undefined) continue;
    const meaning = meaningOf(type, own(field, "properties"));
    if (typeof meaning === "string") {
      leftOut.push({ field: name, type, reason: meaning });
      continue;
    }
    // The first recommend item is the one that metrics look for.
    const item = type === "nps" && !taken.has("recommend") ? "recommend" : name;
    taken.add(item);
    const title = textOf(own(field, "title"));
    Object.defineProperty(items, name, {
      value: {
        ...(item !== name && { item }),
        ...meaning,
        ...(title !== undefined && { label: { en: title } }),
      },
      enumerable: true,
    });
  }
  return { items, leftOut };
}

/** The scale that a field's own definition speaks of; `undefined` when it speaks of none. */
export function definedScale(
  type: string,
  properties: unknown,
): { readonly min: number; readonly max: number; readonly step: 1 } | undefined {
  if (type === "nps") return { min: 0, max: 10, step: 1 };
  const steps = own(properties, "steps");
  if (typeof steps !== "number" || !Number.isInteger(steps) || steps < 2 || steps > 11) return undefined;
  if (type === "rating") return { min: 1, max: steps, step: 1 };
  if (type !== "opinion_scale") return undefined;
  const start = own(properties, "start_at_one");
  if (typeof start !== "boolean") return undefined;
  return start ? { min: 1, max: steps, step: 1 } : { min: 0, max: steps - 1, step: 1 };
}

/** The fields of a form, of a definition or of a webhook's payload, groups opened. */
export function fieldsOf(definition: unknown): unknown[] {
  const within = own(own(own(definition, "form_response"), "definition"), "fields");
  const fields = within ?? own(own(definition, "definition"), "fields") ?? own(definition, "fields");
  return open(fields, 0);
}

function open(fields: unknown, depth: number): unknown[] {
  if (!Array.isArray(fields) || depth > 5) return [];
  return fields.filter(isObject).flatMap((field) => {
    const inner = own(own(field, "properties"), "fields");
    return Array.isArray(inner) ? open(inner, depth + 1) : [field];
  });
}

const contacts = new Set(["email", "phone_number", "contact_info"]);
const texts = new Set(["short_text", "long_text"]);
const choices = new Set(["multiple_choice", "picture_choice", "dropdown", "yes_no", "legal"]);

function meaningOf(type: string, properties: unknown): ItemMeaning | string {
  if (type === "nps") return { construct: "nps" };
  if (texts.has(type)) return { construct: "verbatim" };
  if (choices.has(type)) return { construct: "choice" };
  if (type === "number") return { construct: "number" };
  if (type === "rating" || type === "opinion_scale") {
    const scale = definedScale(type, properties);
    return scale ? { construct: "rating", scale } : "unmapped-scale";
  }
  return contacts.has(type) ? "contact" : "no-answer";
}
