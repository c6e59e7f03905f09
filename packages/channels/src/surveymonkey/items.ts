import type { LocalizedText, Scale } from "@cxkit/core";
import { isObject, nameOf, numberOf, own, textOf } from "../authoring/json-value.ts";
import type { SurveyMonkeyItem } from "./config.ts";

/** What can be said of a survey's questions, and what cannot. */
export interface SurveyMonkeyItems {
  /** For `config.items`: every question, or row of one, whose answers have one meaning. */
  readonly items: { readonly [question: string]: SurveyMonkeyItem };
  /** Questions that were left out, each with why. */
  readonly leftOut: readonly {
    readonly question: string;
    readonly family: string;
    readonly reason: string;
  }[];
}

/** Says of each question of a survey what its answers mean, where the survey says it. */
export function surveyMonkeyItems(survey: unknown): SurveyMonkeyItems {
  const items = new Map<string, SurveyMonkeyItem>();
  const leftOut: { question: string; family: string; reason: string }[] = [];
  let recommend = false;
  for (const question of listOf(survey, "pages").flatMap((page) => listOf(page, "questions"))) {
    const id = nameOf(own(question, "id"));
    if (id === undefined) continue;
    const family = textOf(own(question, "family")) ?? "unknown";
    const meaning = meaningOf(family, question);
    if (typeof meaning === "string") {
      leftOut.push({ question: id, family, reason: meaning });
      continue;
    }
    const heading = plain(own(listOf(question, "headings")[0], "heading"));
    const rows = listOf(own(question, "answers"), "rows").filter(isObject);
    const asked = rows.length > 1 ? rows : [undefined];
    for (const row of asked) {
      const rowId = nameOf(own(row, "id"));
      const name = rowId === undefined ? id : `${id}/${rowId}`;
      const label = [heading, plain(own(row, "text"))].filter((part) => part !== undefined).join(": ");
      const told: LocalizedText | undefined = label === "" ? undefined : { en: label };
      // The first recommend item is the one that metrics look for.
      const first: boolean = meaning.construct === "nps" && !recommend;
      recommend ||= first;
      items.set(name, { ...(first && { item: "recommend" }), ...meaning, ...(told && { label: told }) });
    }
  }
  return { items: Object.fromEntries(items), leftOut };
}

function meaningOf(family: string, question: unknown): SurveyMonkeyItem | string {
  const subtype = textOf(own(question, "subtype"));
  if (family === "open_ended") return ofText(subtype, question);
  const choices = listOf(own(question, "answers"), "choices").filter(isObject);
  if (family === "single_choice" || family === "multiple_choice") {
    const words = [...choices, own(own(question, "answers"), "other")].flatMap((choice) => {
      const [id, text] = [nameOf(own(choice, "id")), plain(own(choice, "text"))];
      return id === undefined || text === undefined ? [] : [[id, text] as const];
    });
    return { construct: "choice", choices: Object.fromEntries(words) };
  }
  if (family === "matrix" && (subtype === "rating" || subtype === "single")) return ofScale(choices);
  return family === "demographic" ? "contact" : "no-answer";
}

function ofText(subtype: string | undefined, question: unknown): SurveyMonkeyItem | string {
  const shown = textOf(own(own(question, "display_options"), "display_type"));
  if (shown === "file_upload") return "no-answer";
  if (own(own(question, "validation"), "type") === "email") return "contact";
  return { construct: subtype === "numerical" || shown === "slider" ? "number" : "verbatim" };
}

/** A scale by what its choices are called, or by their weights. */
function ofScale(choices: readonly unknown[]): SurveyMonkeyItem | string {
  const points = choices.filter((choice) => own(choice, "is_na") !== true);
  const ids = points.map((choice) => nameOf(own(choice, "id")));
  const called = points.map((choice) => numberOf(own(choice, "text")));
  const weights = points.map((choice) => numberOf(own(choice, "weight")));
  const unanswered = choices.flatMap((choice) => {
    const id = own(choice, "is_na") === true ? nameOf(own(choice, "id")) : undefined;
    return id === undefined ? [] : [{ code: id, reason: "not-applicable" as const }];
  });
  const values = scaleOf(called) ? called : weights;
  const scale = scaleOf(values);
  if (!scale || ids.includes(undefined)) return "unmapped-scale";
  const meant = {
    choices: Object.fromEntries(ids.map((id, at) => [id ?? "", values[at] ?? 0])),
    ...(unanswered.length > 0 && { missingCodes: unanswered }),
  };
  // Detractors, passives and promoters: nothing else is weighted so.
  const recommends = points.length === 11 && called.every((point, at) => weights[at] === netOf(point));
  return recommends ? { construct: "nps", ...meant } : { construct: "rating", scale, ...meant };
}

function netOf(point: number | undefined): number {
  return point === undefined || point < 7 ? -100 : point < 9 ? 0 : 100;
}

/** The scale of points that are all told, differ, and lie equally far apart. */
function scaleOf(values: readonly (number | undefined)[]): Scale | undefined {
  const sorted = values.filter((value) => value !== undefined).toSorted((a, b) => a - b);
  const [min, second] = sorted;
  const max = sorted.at(-1);
  if (sorted.length < values.length || min === undefined || second === undefined || max === undefined)
    return undefined;
  const step = second - min;
  const even = sorted.every((value, at) => at === 0 || value - (sorted[at - 1] ?? 0) === step);
  return step > 0 && even ? { min, max, step } : undefined;
}

/** A text without the marks of its formatting. */
function plain(value: unknown): string | undefined {
  return textOf(textOf(value)?.replaceAll(/<[^<>]*>/g, ""))?.trim();
}

function listOf(value: unknown, key: string): readonly unknown[] {
  const list = own(value, key);
  return Array.isArray(list) ? list : [];
}
