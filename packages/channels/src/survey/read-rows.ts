import { cxError, type DecodeContext, type TableRow } from "@cxkit/core";
import { rowId } from "./decode-row.ts";
import type { SurveyMapping, SurveyRow } from "./mapping.ts";
import { nameHash } from "./name-hash.ts";
import { rowPlan } from "./row-plan.ts";

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
  const headers: string[] = [];
  const ids = new Map<string, { readonly line: number; readonly hash: string }>();
  const equals = new Map<string, number>();
  let skipped = 0;
  for await (const { line, cells } of rows) {
    const joined = cells.join("\u001f");
    const empty = cells.every((cell) => cell.trim() === "");
    if (skipped < config.headerRows) {
      skipped++;
      if (!empty && headers.length === 0) checkHeader(config, cells, line);
      if (!empty) headers.push(joined);
      continue;
    }
    if (empty) yield { line, cells, note: "empty-row" };
    else if (headers.includes(joined)) yield { line, cells, note: "repeated-header" };
    else {
      const plan = rowPlan(config, prefix, cells);
      if (plan.identity.length === 0) {
        const print = context.fingerprint([joined]);
        const before = equals.get(print) ?? 0;
        equals.set(print, before + 1);
        yield { line, cells, inferredKey: before === 0 ? print : `${print}.${before + 1}` };
        continue;
      }
      const id = rowId(plan, cells);
      const within = id === undefined ? undefined : `${plan.source}\u001f${id}`;
      const hash = nameHash(cells);
      const before = within === undefined ? undefined : ids.get(within);
      if (before) {
        yield { line, cells, repeats: { line: before.line, same: before.hash === hash } };
        continue;
      }
      if (within !== undefined) ids.set(within, { line, hash });
      yield { line, cells };
    }
  }
}

function checkHeader(config: SurveyMapping, cells: readonly string[], line: number): void {
  const wrong = config.columns.findIndex((name, index) => {
    const cell = (cells[index] ?? "").replace(/^\uFEFF/, "").trim();
    return cell !== "" && !name.toLowerCase().startsWith(cell.toLowerCase());
  });
  if (wrong < 0 && cells.length >= config.columns.length - 1) return;
  throw cxError(
    "invalid-setup",
    wrong < 0
      ? `the mapping has ${config.columns.length} columns, the header ${cells.length}`
      : `column ${wrong + 1} of the header is "${cells[wrong]?.trim()}", the mapping was made for "${config.columns[wrong]}"; propose it anew for this file`,
    { line, path: "columns" },
  );
}
