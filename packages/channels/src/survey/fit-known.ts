import { type Assumption, cxError, type Json, type Proposal, type TableRow } from "@cxkit/core";
import { columnIndex, nearest } from "./column-names.ts";
import { fromFileName } from "./find-frame.ts";
import { readHeader } from "./header.ts";
import type { ColumnByWave, SurveyMapping, WaveSource } from "./mapping.ts";
import { columnInWave, mappedColumns } from "./mapped-columns.ts";

/**
 * Fits a saved mapping to a file: its columns are looked up by name, its wave is found, new columns are named and ignored.
 * What the options insist on replaces that part of it.
 *
 * @throws {CxError} `invalid-setup` naming each column that is gone, with the nearest that is there
 */
export function fitKnown(
  head: readonly TableRow[],
  fileName: string,
  known: SurveyMapping,
  overrides: { readonly [option: string]: Json },
  propose: () => Proposal<SurveyMapping>,
): Proposal<SurveyMapping> {
  const header = readHeader(head, known.headerRows);
  const names = header.columns.map((column) => column.name);
  const assumptions: Assumption[] = [];
  let mapping = withOverrides(known, overrides, propose);
  if (mapping.wave && "fileName" in mapping.wave)
    mapping = { ...mapping, wave: fromFileName(mapping.wave.fileName, fileName) };
  const wave = waveValue(mapping.wave);

  const gone: string[] = [];
  for (const { path, column } of mappedColumns(mapping)) {
    const name = columnInWave(column, wave);
    if (name === undefined) {
      if (path.startsWith("items")) assumptions.push(absent(mapping, path, wave));
      continue;
    }
    if (columnIndex(names, name) < 0) {
      const near = nearest(names, name)[0];
      gone.push(`"${name}" (${path}${near ? `; is it now "${near}"?` : ""})`);
    }
  }
  if (gone.length > 0) {
    throw cxError(
      "invalid-setup",
      `the saved mapping names columns that ${fileName} does not have: ${gone.join(", ")}`,
      { file: fileName, path: "columns" },
    );
  }
  const byWave = [...mappedColumns(known)].some(({ column }) => typeof column !== "string");
  const fresh = byWave ? [] : names.filter((name) => columnIndex(known.columns, name) < 0);
  if (fresh.length > 0) {
    const list = fresh.map((name) => `"${name}"`).join(", ");
    assumptions.push({
      id: "new-columns",
      path: fresh.join(", "),
      text: {
        en: `columns that the saved mapping does not know are ignored: ${list}`,
        zh: `已忽略映射文件中没有的列：${list}`,
      },
      confidence: "certain",
    });
  }
  return { config: { ...mapping, headerRows: known.headerRows, columns: names }, assumptions };
}

const waveValue = (wave: WaveSource | undefined) => (wave && "value" in wave ? wave.value : undefined);

function absent(mapping: SurveyMapping, path: string, wave: string | undefined): Assumption {
  const item = mapping.items[Number(/\d+/.exec(path)?.[0] ?? 0)]?.item ?? path;
  return {
    id: "item-absent",
    path: item,
    text: { en: `wave ${wave ?? "?"} did not ask "${item}"`, zh: `批次 ${wave ?? "?"} 没有题目“${item}”` },
    confidence: "certain",
  };
}

/** Options that speak of one part of the mapping replace that part; items spoken of replace the items of their columns. */
function withOverrides(
  known: SurveyMapping,
  overrides: { readonly [option: string]: Json },
  propose: () => Proposal<SurveyMapping>,
): SurveyMapping {
  const spoken = Object.keys(overrides).filter((option) => overrides[option] !== undefined);
  if (spoken.length === 0) return known;
  const { config } = propose();
  const says = (...options: readonly string[]) => options.some((option) => spoken.includes(option));
  const items = says("recommend", "csat", "ces", "rating", "scale", "missing", "words", "direction");
  const takenBy = new Set(config.items.map(({ column }) => asText(column)));
  return {
    ...known,
    ...(says("survey") ? { survey: config.survey } : {}),
    ...(says("channel") ? { channel: config.channel } : {}),
    ...(says("wave") && config.wave ? { wave: config.wave } : {}),
    ...(says("date", "dateOrder", "zone") ? { time: config.time } : {}),
    ...(says("revision") && config.revision ? { revision: config.revision } : {}),
    ...(says("id") ? { identity: config.identity } : {}),
    ...(says("subject") && config.subject ? { subject: config.subject } : {}),
    ...(says("weight") && config.weight ? { weight: config.weight } : {}),
    ...(says("segment") ? { dimensions: config.dimensions } : {}),
    ...(says("comment") ? { verbatims: config.verbatims } : {}),
    ...(items
      ? { items: [...config.items, ...known.items.filter(({ column }) => !takenBy.has(asText(column)))] }
      : {}),
  };
}

const asText = (column: ColumnByWave) => (typeof column === "string" ? column : JSON.stringify(column));
