import type { Answer, SetAside } from "@cxkit/core";
import { answerReader, type ReadAnswer } from "../authoring/answer.ts";
import { quoted, valueAside } from "../authoring/aside.ts";
import { nameOf, own, textOf } from "../authoring/json-value.ts";
import type { SurveyMonkeyConfig, SurveyMonkeyItem } from "./config.ts";

/** The answers of a response: pages, their questions, and what was ticked or written. */
export function answersOf(
  response: unknown,
  config: SurveyMonkeyConfig,
  setAside: SetAside[],
): readonly Answer[] {
  const answers = new Map<string, Answer>();
  for (const [pageAt, page] of listOf(response, "pages").entries()) {
    for (const [at, question] of listOf(page, "questions").entries()) {
      const path = `response.pages[${pageAt}].questions[${at}]`;
      const id = nameOf(own(question, "id"));
      const given = listOf(question, "answers");
      if (id === undefined) {
        setAside.push(valueAside(`${path}.id`, "missing-id", "the question has no id"));
        continue;
      }
      // Nothing given is nothing answered.
      if (given.length === 0) continue;
      for (const answer of ofQuestion(id, given, config, path, setAside)) {
        if (answers.has(answer.item))
          setAside.push(valueAside(path, "duplicate-item", `${quoted(answer.item)} is answered twice`));
        else answers.set(answer.item, answer);
      }
    }
  }
  return [...answers.values()];
}

interface Reader {
  readonly read: ReadAnswer;
  readonly item: SurveyMonkeyItem;
}

function ofQuestion(
  id: string,
  given: readonly unknown[],
  config: SurveyMonkeyConfig,
  path: string,
  setAside: SetAside[],
): Answer[] {
  const readers = readersOf(config);
  const rows = new Map<string | undefined, unknown[]>();
  for (const answer of given) {
    const row = nameOf(own(answer, "row_id"));
    const theirs = rows.get(row);
    if (theirs) theirs.push(answer);
    else rows.set(row, [answer]);
  }
  const aside = (reason: string, message: string): void =>
    void setAside.push(valueAside(path, reason, message));
  const found: Answer[] = [];
  for (const [row, theirs] of rows) {
    const ofRow = row === undefined ? undefined : readers.get(`${id}/${row}`);
    const reader = ofRow ?? readers.get(id);
    if (!reader) {
      aside(
        "unmapped-question",
        `question ${quoted(row === undefined ? id : `${id}/${row}`)} is in no items`,
      );
    } else if (!ofRow && rows.size > 1) {
      aside("several-rows", `question ${quoted(id)} has several rows: name them as ${id}/row`);
      return [];
    } else {
      const answer = answerOf(theirs, reader, path, setAside);
      if (answer) found.push(answer);
    }
  }
  return found;
}

function answerOf(
  given: readonly unknown[],
  { read, item }: Reader,
  path: string,
  setAside: SetAside[],
): Answer | undefined {
  const values: unknown[] = [];
  for (const answer of given) {
    const value = valueOf(answer, item);
    if (value === undefined) {
      const choice = nameOf(own(answer, "choice_id"));
      const [reason, what] =
        choice === undefined
          ? (["missing-value", "there is nothing that could be read in the answer"] as const)
          : (["unmapped-choice", `choice ${quoted(choice)} stands for nothing in choices`] as const);
      setAside.push(valueAside(path, reason, what));
    } else values.push(value);
  }
  if (values.length === 0) return undefined;
  if (values.length === 1) return read(values[0], path, setAside);
  if (item.construct === "choice") return read(values, path, setAside);
  if (item.construct === "verbatim") return read(values.join("\n"), path, setAside);
  setAside.push(
    valueAside(path, "several-answers", `a ${item.construct} has one answer, here are ${values.length}`),
  );
  return undefined;
}

/** What an answer says. */
function valueOf(answer: unknown, { construct, choices, missingCodes }: SurveyMonkeyItem): unknown {
  const choice = nameOf(own(answer, "choice_id")) ?? nameOf(own(answer, "col_id"));
  const text = textOf(own(answer, "text"));
  if (choice !== undefined) {
    if (missingCodes?.some(({ code }) => String(code) === choice)) return choice;
    const meant = choices && Object.hasOwn(choices, choice) ? choices[choice] : undefined;
    if (meant !== undefined) return meant;
    // A number, as which it is told from what somebody wrote.
    if (construct === "choice") return /^[1-9]\d{0,14}$/.test(choice) ? Number(choice) : choice;
    // The weights of an NPS question are 100, 0 and -100, and no points of its scale.
    return construct === "nps" ? undefined : (own(own(answer, "choice_metadata"), "weight") ?? undefined);
  }
  const other = nameOf(own(answer, "other_id"));
  if (other !== undefined && text === undefined)
    return (choices && Object.hasOwn(choices, other) ? choices[other] : undefined) ?? other;
  return text;
}

const known = new WeakMap<SurveyMonkeyConfig, ReadonlyMap<string, Reader>>();

function readersOf(config: SurveyMonkeyConfig): ReadonlyMap<string, Reader> {
  const before = known.get(config);
  if (before) return before;
  const readers = new Map(
    Object.entries(config.items ?? {}).map(([question, item]) => [
      question,
      { read: answerReader(item.item ?? question, item), item },
    ]),
  );
  known.set(config, readers);
  return readers;
}

function listOf(value: unknown, key: string): readonly unknown[] {
  const list = own(value, key);
  return Array.isArray(list) ? list : [];
}
