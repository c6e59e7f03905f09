import { wordReadings } from "./answer-words.ts";
import { listed, listedInChinese } from "./column-names.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, columnOf, freeColumns, option } from "./draft.ts";
import { headingsOf } from "./headings.ts";
import { label } from "./labels.ts";
import type { VerbatimMapping } from "./mapping.ts";
import { labelText } from "./wording.ts";

const commentName =
  /comment|feedback|verbatim|suggest|improve|\breason|\bwhy\b|tell us|in your own words|message|open-ended|please explain|anything else|意见|建议|原因|为什么|反馈|评价|评论|补充|留言|其他想说|请说明|comentario|kommentar|bemerkung|anmerkung|vorschl[aä]g|rückmeldung|\bgr[uü]nd|warum|commentaire|remarque|\bpourquoi\b|observacion|sugerencia|\bmotivo|\bpor qué\b/u;
/** Headings that can only be answered in one's own words, so that canned sentences are comments as well. */
const asked =
  /\bwhy\b|reason (?:for|behind) (?:your|this|the|giving)[^.]{0,20}(?:score|rating|answer|response)|\breasons?\s*[?？]?$|\bcomments?\b(?! (?:type|category|count|code|id))|suggestions?\b|in your own words|tell us (?:more|why|about)|(?:please )?explain|\b(?:do|done|be) better\b|verbatim|what (?:did|do|would|could|can|should|was|is|else)\b[^?]*\b(?:like|enjoy|improve|change|miss|better|wrong|missing|best|worst|add)\b|为什么|原因|建议|意见|说说|留言|请说明|kommentar|bemerkung|anmerkung|verbesserung|warum|\bgrund\b|\bgründe\b|commentaire|remarque|pourquoi|\braisons?\b|comentario|observacion|sugerencia|\bmotivos?\b|por qué/u;
/** Headings that mean nothing but remarks: whatever stands under them was written by a respondent. */
const remarks =
  /^(?:(?:any|other|further|additional|general|weitere|sonstige|ihre?|autres?|otros?|votre|su|您的|其他) )?(?:comments?|remarks?|kommentare?|bemerkung(?:en)?|anmerkung(?:en)?|commentaires?|remarques?|comentarios?|observaci(?:ón|ones)|备注|留言|评论|意见)[?:]?$/u;
const notWords = /reason code|多选|单选|是否|有没有|may we|can we|could we|would you like us|contact you/u;

/** Open-ended items: what the user names, columns asked as such, and columns of long texts that rarely repeat. */
export function findVerbatims(draft: Draft): VerbatimMapping[] {
  const told = draft.overrides.comment;
  const found = told
    ? told.map((name) => columnOf(draft, name))
    : freeColumns(draft).filter(
        (column) => !draft.overrides.segment?.includes(column.name) && isVerbatim(column),
      );
  if (!told && found.length > 0) {
    const names = found.map(({ name }) => name);
    assume(
      draft,
      "verbatims",
      names,
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
  if (asksForWords(column) || readsAsSentences(column)) return true;
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
  if (headingsOf(column).some((text) => remarks.test(text)))
    return column.numeric <= 0.5 && [...column.values.keys()].some((text) => !oneWord.test(text.trim()));
  if (!asked.test(column.evidence) || notWords.test(column.evidence) || column.numeric > 0.5) return false;
  const phrases = [...column.values.keys()].filter((text) =>
    /\S\s+\S+\s+\S|\p{Script=Han}{5}|[，。！,.!]\s*\S/u.test(text),
  );
  return phrases.length > 0 && phrases.length >= column.values.size * 0.4;
}

/** What a respondent ticks rather than writes. */
const oneWord = /^(?:yes|no|y|n|true|false|ja|nein|oui|non|s[ií]|是|否|有|无|没有|[\d.,-]+)$/iu;

/**
 * The cells themselves are sentences, whatever the heading: a third of the different ones at least, two or more. Points of a scale
 * in words and ranges (`Less than 6 months`) are none.
 */
function readsAsSentences(column: ColumnProfile): boolean {
  const texts = [...column.values.keys()];
  if (wordReadings(texts).length > 0) return false;
  const sentences = texts.filter(isSentence);
  return sentences.length >= 2 && sentences.length >= texts.length / 3;
}

/** Chinese of some length with a stop in it, or words enough of which one only stands in sentences. */
function isSentence(text: string): boolean {
  if (/\p{Script=Han}/u.test(text))
    return /\p{Script=Han}{2,}[，。！？；,!?]\s*\S*\p{Script=Han}{2,}/u.test(text) && text.length >= 7;
  const words = text.match(/[\p{L}'’]+/gu) ?? [];
  if (words.length < 3 || /\d/.test(text.replace(/[-+\d() ]{7,}/g, ""))) return false;
  return (words.length >= 4 && /\p{L}[.!?]+$/u.test(text)) || words.some((word) => inSentences.test(word));
}

/** Finite verbs and pronouns, which no list of answers needs: English, German, French, Spanish. */
const inSentences =
  /^(?:was|were|wasn't|weren't|took|got|had|crashed|would|wouldn't|could|couldn't|should|did|didn't|don't|can't|won't|me|my|we|our|they|their|you|your|it|ich|wir|mich|mir|mein(?:e[nrs]?)?|war|waren|wurde|hatte|hat|habe|konnte|sollte|je|nous|mon|ma|mes|était|étaient|j'ai|yo|mi|nosotros|fue|fueron|estaba|tuve)$/iu;
