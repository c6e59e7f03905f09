import { cxError, type DecodeContext, type TableRow } from "@cxkit/core";
import { rowId, rowText } from "./decode-row.ts";
import type { SurveyMapping, SurveyRow } from "./mapping.ts";
import { type RowPlan, rowPlan } from "./row-plan.ts";

/**
 * Reads the rows behind the headers, each with what only the whole file knows: whether its id came before, which of several equal
 * rows it is where no column names responses, whether it is empty or the header again.
 *
 * @yields one record a row, in order
 * @throws {CxError} `invalid-setup` when the header is not the one the mapping was made for
 */
export async function* readRows(
  rows: AsyncIterable<TableRow>,
  context: DecodeContext<SurveyMapping>,
  prefix: string,
): AsyncIterable<SurveyRow> {
  const { config } = context;
  const headers: (readonly string[])[] = [];
  const ids = new Map<RowPlan, Map<string, Seen>>();
  const equals = new Map<string, number>();
  let skipped = 0;
  for await (const { line, cells } of rows) {
    const empty = cells.every((cell) => cell.trim() === "");
    if (skipped < config.headerRows) {
      skipped++;
      if (!empty) headers.push(cells);
      if (skipped === config.headerRows) checkHeader(config, headers, line);
      continue;
    }
    if (empty) {
      yield { line, cells, note: "empty-row" };
      continue;
    }
    if (headers.some((header) => header.every((cell, index) => cell === cells[index]))) {
      yield { line, cells, note: "repeated-header" };
      continue;
    }
    const plan = rowPlan(config, prefix, cells);
    if (plan.identity.length === 0) {
      const print = context.fingerprint([rowText(plan, cells)]);
      const before = equals.get(print) ?? 0;
      equals.set(print, before + 1);
      yield { line, cells, inferredKey: before === 0 ? print : `${print}.${before + 1}` };
      continue;
    }
    const before = remember(ids, plan, line, cells);
    yield before
      ? { line, cells, repeats: { line: before.line, same: before.hash === hashOf(cells) } }
      : { line, cells };
  }
}

interface Seen {
  readonly line: number;
  readonly hash: number;
  /** When the producer last changed it, as written. */
  readonly changed: string;
}

/**
 * Where the row's id came before; kept otherwise. Ids count within one source: a survey and its wave. Two states of one
 * response, told apart by the producer's update time, are no repetition.
 */
function remember(
  ids: Map<RowPlan, Map<string, Seen>>,
  plan: RowPlan,
  line: number,
  cells: readonly string[],
): Seen | undefined {
  const id = rowId(plan, cells);
  if (id === undefined) return undefined;
  let known = ids.get(plan);
  if (!known) {
    known = new Map();
    ids.set(plan, known);
  }
  const { revision } = plan;
  const seen = { line, hash: hashOf(cells), changed: revision ? (cells[revision.index] ?? "") : "" };
  const before = known.get(id);
  if (!before) {
    known.set(id, seen);
    return undefined;
  }
  const state = revision?.read(seen.changed) ?? 0;
  if (!revision || state === (revision.read(before.changed) ?? 0)) return before;
  const other = known.get(`${id}\u0000${state}`);
  if (!other) known.set(`${id}\u0000${state}`, seen);
  return other;
}

/** 32 bits of the cells (FNV-1a), to tell a repeated row from an edited one. */
function hashOf(cells: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const cell of cells) {
    for (let index = 0; index < cell.length; index++)
      hash = Math.imul(hash ^ cell.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  return hash;
}

/** One of the header rows must be the one the mapping was made for: titles may stand above it, wordings below. */
function checkHeader(config: SurveyMapping, headers: readonly (readonly string[])[], line: number): void {
  const differences = headers.map((cells) =>
    config.columns.findIndex((name, index) => {
      const cell = (cells[index] ?? "").replace(/^\uFEFF/, "").trim();
      return cell !== "" && !name.toLowerCase().startsWith(cell.toLowerCase());
    }),
  );
  const fits = headers.some(
    (cells, index) => differences[index]! < 0 && cells.length >= config.columns.length - 1,
  );
  if (fits) return;
  const best = Math.max(...differences, 0);
  const cells = headers[differences.indexOf(best)] ?? headers[0] ?? [];
  throw cxError(
    "invalid-setup",
    differences.includes(best)
      ? `column ${best + 1} of the header is "${cells[best]?.trim() ?? ""}", the mapping was made for "${config.columns[best]}"; propose it anew for this file`
      : `the mapping has ${config.columns.length} columns, the header ${cells.length}; propose it anew for this file`,
    { line, path: "columns" },
  );
}
