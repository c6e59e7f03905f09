import { listed, listedInChinese } from "./column-names.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, columnOf, freeColumns, option } from "./draft.ts";
import { label } from "./labels.ts";
import type { VerbatimMapping } from "./mapping.ts";
import { labelText } from "./wording.ts";

const commentName =
  /comment|feedback|verbatim|suggest|improve|\breason|\bwhy\b|tell us|in your own words|message|open-ended|please explain|anything else|意见|建议|原因|为什么|反馈|评价|评论|补充|留言|其他想说|请说明|comentario|kommentar/u;
/** Headings that can only be answered in one's own words, so that canned sentences are comments as well. */
const asked =
  /\bwhy\b|reason (?:for|behind) (?:your|this|the|giving)[^.]{0,20}(?:score|rating|answer|response)|\breasons?\s*[?？]?$|\bcomments?\b(?! (?:type|category|count|code|id))|suggestions?\b|in your own words|tell us (?:more|why|about)|(?:please )?explain|\b(?:do|done|be) better\b|verbatim|为什么|原因|建议|意见|说说|留言|请说明/u;
const notWords = /reason code|多选|单选|是否|有没有|may we|can we|could we|would you like us|contact you/u;

/** Open-ended items: what the user names, columns asked as such, and columns of long texts that rarely repeat. */
export function findVerbatims(draft: Draft): VerbatimMapping[] {
  const told = draft.overrides.comment;
  const found = told ? told.map((name) => columnOf(draft, name)) : freeColumns(draft).filter(isVerbatim);
  if (!told && found.length > 0) {
    const names = found.map(({ name }) => name);
    assume(
      draft,
      "verbatims",
      names.join(", "),
      "likely",
      `comments, shown as they were written: ${listed(names)}`,
      `开放题（原文展示）：${listedInChinese(names)}`,
      option("comment", names[0]!),
    );
  }
  return found.map((column) => {
    draft.taken.add(column.name);
    draft.excluded.delete(column.name);
    return { item: column.name, column: column.name, label: label(labelText(column.wording)) };
  });
}

function isVerbatim(column: ColumnProfile): boolean {
  if (column.filled === 0 || column.numeric > 0.5) return false;
  if (/^open-ended response$/i.test(column.part ?? "")) return true;
  if (asksForWords(column)) return true;
  const different = column.values.size / column.filled;
  if (
    commentName.test(column.evidence) &&
    column.meanLength >= 6 &&
    (different > 0.3 || column.maxLength > 40)
  )
    return true;
  return column.meanLength >= 25 && different > 0.6 && column.maxLength >= 40;
}

/**
 * The heading asks for words and the cells hold some, however often they repeat; a list of single words
 * (`reason`: price, quality, service) is a choice.
 */
export function asksForWords(column: ColumnProfile): boolean {
  if (!asked.test(column.evidence) || notWords.test(column.evidence) || column.numeric > 0.5) return false;
  const phrases = [...column.values.keys()].filter((text) =>
    /\S\s+\S+\s+\S|\p{Script=Han}{5}|[，。！,.!]\s*\S/u.test(text),
  );
  return phrases.length > 0 && phrases.length >= column.values.size * 0.4;
}
