import {
  type Assumption,
  cxError,
  type Json,
  type Proposal,
  type ProposeContext,
  type TableRow,
} from "@cxkit/core";
import { type ColumnProfile, profileColumns } from "./column-profile.ts";
import { listed, listedInChinese } from "./column-names.ts";
import { contactColumn } from "./contact-columns.ts";
import { holdsContact } from "./contact-text.ts";
import { type Draft, assume, columnOf, freeColumns, option } from "./draft.ts";
import {
  findDuration,
  findIdentity,
  findLanguage,
  findStatus,
  findWave,
  findWeight,
  waveInFileName,
} from "./find-frame.ts";
import { findChannel } from "./find-channel.ts";
import { findChoices } from "./find-choices.ts";
import { findItems } from "./find-items.ts";
import { findRevision } from "./find-revision.ts";
import { findSegments } from "./find-segments.ts";
import { findVerbatims } from "./find-texts.ts";
import { findDateColumn, timeWithoutDates } from "./find-time.ts";
import { readHeader } from "./header.ts";
import { fitKnown } from "./fit-known.ts";
import type { ExclusionReason, SurveyMapping } from "./mapping.ts";
import { surveyMappingSchema } from "./mapping-schema.ts";
import { headerRowsOf, readOverrides } from "./overrides.ts";
import { nameHash } from "./name-hash.ts";
import { sayUnused } from "./say-unused.ts";
import { withSurveyType } from "./survey-type.ts";

/** Of a very wide file fewer rows are looked at. */
const cellsLookedAt = 2_000_000;

/**
 * What a survey file's columns mean, as far as its first rows tell, with every assumption that was made. A saved mapping is
 * taken as it is, once its columns are found.
 *
 * @param head first rows, header included; a few thousand decide better than ten
 * @throws {CxError} `invalid-setup` when an option or the saved mapping does not fit the file
 */
export function proposeMapping(
  head: readonly TableRow[],
  context: ProposeContext<SurveyMapping>,
): Proposal<SurveyMapping> {
  const overrides = context.overrides ?? {};
  if (context.known) refuseBroken(context.known, context.name);
  if (!context.known) return fresh(head, context.name, overrides);
  return fitKnown(head, context.name, context.known, overrides, () => fresh(head, context.name, overrides));
}

function fresh(
  head: readonly TableRow[],
  name: string,
  raw: { readonly [option: string]: Json },
): Proposal<SurveyMapping> {
  const header = readHeader(head, headerRowsOf(raw));
  const looked = head.slice(
    header.headerRows,
    header.headerRows + Math.max(200, cellsLookedAt / header.columns.length),
  );
  const rows = looked.map((row) => row.cells).filter((cells) => cells.some((cell) => cell.trim() !== ""));
  const columns = withSurveyType(profileColumns(header.columns, rows));
  const names = columns.map((column) => column.name);
  const overrides = readOverrides(raw, names);
  const assumptions: Assumption[] = [];
  const draft: Draft = {
    header,
    columns,
    names,
    overrides,
    rows,
    fileName: name,
    taken: new Set(),
    excluded: new Map(),
    personal: new Set(),
    spoken: new Set(),
    assumptions,
  };

  if (header.headerRows > 1)
    assume(
      draft,
      "header-rows",
      "headerRows",
      "likely",
      `the first ${header.headerRows} rows are headers, not answers`,
      `前 ${header.headerRows} 行是表头，不是答卷`,
      `--header-rows ${header.headerRows}`,
    );
  const subject = takeContacts(draft);
  const status = findStatus(draft);
  const wave = findWave(draft);
  const duration = findDuration(draft);
  const language = findLanguage(draft);
  const weight = findWeight(draft);
  const identity = findIdentity(draft);
  reserve(draft);
  const dated = findDateColumn(draft);
  const named = wave ?? (dated ? undefined : waveInFileName(draft));
  const time = dated ?? timeWithoutDates(draft, named);
  const revision = findRevision(draft, identity, time);
  const items = findItems(draft);
  const choices = findChoices(draft);
  const verbatims = findVerbatims(draft);
  const channel = findChannel(draft);
  const dimensions = findSegments(draft);
  const pad = padsShortRows(draft);
  // Used, though nothing segments by them.
  for (const { column } of choices) if (column !== undefined) draft.taken.add(column as string);
  if (typeof channel !== "string") draft.taken.add(channel.column as string);
  if (language) draft.taken.add(language.column as string);
  const excluded = leftOver(draft);
  sayUnused(draft);
  const config: SurveyMapping = {
    mapping: 1,
    survey: overrides.survey ?? `survey-${nameHash(names)}`,
    channel,
    headerRows: header.headerRows,
    columns: names,
    ...(pad ? { padShortRows: true } : {}),
    ...(named ? { wave: named } : {}),
    time,
    identity,
    ...(subject ? { subject } : {}),
    ...(revision ? { revision } : {}),
    ...(weight ? { weight } : {}),
    ...(status ? { status } : {}),
    ...(duration ? { duration } : {}),
    ...(language ? { language } : {}),
    items,
    verbatims,
    choices,
    dimensions,
    excluded,
  };
  return { config, assumptions };
}

/** A mapping edited by hand is checked before it is used: the first mistake is named with its key. */
function refuseBroken(known: SurveyMapping, file: string): void {
  const result = surveyMappingSchema["~standard"].validate(known);
  const [issue] = result instanceof Promise ? [] : (result.issues ?? []);
  if (!issue) return;
  const path = (issue.path ?? []).map(String).join(".");
  throw cxError("invalid-setup", `the saved mapping is wrong at ${path || "its root"}: ${issue.message}`, {
    file,
    path,
  });
}

/** Rules out contact columns before anything else looks at them; one of them may be the subject, when told. */
function takeContacts(draft: Draft): SurveyMapping["subject"] | undefined {
  const told = draft.overrides.subject;
  const kinds = new Map<string, string | undefined>();
  for (const column of draft.columns) {
    const contact = contactColumn(column);
    if (!contact) {
      if ([...column.values.keys()].some((text) => holdsContact(text))) {
        draft.personal.add(column.name);
        if (draft.overrides.segment?.includes(column.name)) refuseToShow(draft, column, "contact");
      }
      continue;
    }
    refuseToShow(draft, column, contact.why);
    kinds.set(column.name, contact.kind);
    draft.excluded.set(column.name, contact.why);
  }
  if (kinds.size > 0) {
    assume(
      draft,
      "contact-columns",
      [...kinds.keys()],
      "likely",
      `contact details are left out of everything: ${listed([...kinds.keys()], 20)}`,
      `联系信息列一律不使用：${listedInChinese([...kinds.keys()], 20)}`,
    );
  }
  if (!told) return undefined;
  draft.taken.add(told.column);
  draft.excluded.delete(told.column);
  return { column: told.column, kind: told.kind ?? kinds.get(told.column) ?? "customer" };
}

/** Texts with contact details inside them that are no comments. */
function takePersonal(draft: Draft): void {
  const found = freeColumns(draft).flatMap(({ name }) => (draft.personal.has(name) ? [name] : []));
  for (const name of found) draft.excluded.set(name, "contact");
  const names = found.filter((name) => !draft.spoken.has(name));
  if (names.length === 0) return;
  assume(
    draft,
    "contact-columns",
    names,
    "likely",
    `${listed(names, 20)} ${names.length > 1 ? "hold" : "holds"} contact details inside the text: nothing is segmented by ${names.length > 1 ? "them" : "it"}`,
    `${listedInChinese(names, 20)}的文本中含有联系信息：不用于细分`,
    option("comment", names[0]!),
  );
}

/** Contact details are not shown, not even when told; names and places are where they repeat: shops, towns. */
function refuseToShow(draft: Draft, column: ColumnProfile, why: ExclusionReason): void {
  const { segment, comment } = draft.overrides;
  const asked = segment?.includes(column.name)
    ? "segment"
    : comment?.includes(column.name)
      ? "comment"
      : undefined;
  if (asked === undefined) return;
  if (why !== "contact" && why !== "ip" && column.values.size <= column.filled / 3) return;
  throw cxError(
    "invalid-setup",
    `"${column.name}" holds contact details (${why}): it is never used as a ${asked}; --subject makes a keyed hash of it`,
    { path: asked },
  );
}

/** Columns the user spoke of belong to the use named, whatever else they could be. */
function reserve(draft: Draft): void {
  const { overrides } = draft;
  const spoken = [
    overrides.recommend,
    overrides.csat,
    overrides.ces,
    overrides.rating,
    overrides.comment,
    overrides.segment,
    [...overrides.scale.keys()],
    [...overrides.words.keys()],
  ];
  for (const name of spoken.flatMap((list) => list ?? [])) {
    const why = draft.excluded.get(name);
    if (why === "identifier") draft.excluded.delete(name);
  }
}

function leftOver(draft: Draft): SurveyMapping["excluded"] {
  takePersonal(draft);
  for (const column of freeColumns(draft)) draft.excluded.set(column.name, reason(draft, column.name));
  return draft.names.flatMap((column) => {
    const why = draft.excluded.get(column);
    return why && !draft.taken.has(column) ? [{ column, why }] : [];
  });
}

function reason(draft: Draft, name: string): ExclusionReason {
  const column = columnOf(draft, name);
  if (column.filled === 0) return "empty";
  if (column.values.size === 1) return "one-value";
  if (column.numeric >= 0.5) return "code-without-meaning";
  return column.meanLength > 25 ? "free-text" : "too-many-values";
}

/** Workbooks and some tools leave out trailing empty cells; a single short row is more likely damage. */
function padsShortRows(draft: Draft): boolean {
  const width = draft.names.length;
  const short = draft.rows.filter((cells) => cells.length < width).length;
  const pads = short >= 2 && short > draft.rows.length * 0.01;
  if (pads)
    assume(
      draft,
      "short-rows",
      "padShortRows",
      "likely",
      `${short} of the first ${draft.rows.length} rows end early: the missing cells at their end are read as empty`,
      `前 ${draft.rows.length} 行中有 ${short} 行较短：行尾缺少的单元格按空值读取`,
    );
  return pads;
}
