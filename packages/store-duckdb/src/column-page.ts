import type { Columns, DictionaryColumn } from "@cxkit/core";
import type { DuckDBValue } from "@duckdb/node-api";

/** A page of columns that grows. */
export interface ColumnPage {
  readonly length: number;
  /** Adds a row; texts of its fields follow by {@link addTexts}. */
  add(time: number, value: number, missing: number, weight: number): void;
  /** Adds texts of a field, as many as rows were added. */
  addTexts(field: number, texts: readonly DuckDBValue[]): void;
  columns(): Columns;
}

/** An empty page with room for some rows. */
export function columnPage(room: number, fields: readonly string[], weighted: boolean): ColumnPage {
  const time = new Float64Array(room);
  const value = new Float64Array(room);
  const missing = new Uint8Array(room);
  const weight = weighted ? new Float64Array(room) : undefined;
  const dictionaries = fields.map(() => dictionaryOf(room));
  let length = 0;
  let hasMissing = false;
  return {
    get length() {
      return length;
    },
    add(at, number, reason, weighs) {
      time[length] = at;
      value[length] = number;
      missing[length] = reason;
      hasMissing ||= reason > 0;
      if (weight) weight[length] = weighs;
      length += 1;
    },
    addTexts: (field, texts) => dictionaries[field]?.add(texts),
    columns: () => ({
      length,
      time: time.subarray(0, length),
      value: value.subarray(0, length),
      ...(hasMissing && { missing: missing.subarray(0, length) }),
      ...(weight && { weight: weight.subarray(0, length) }),
      fields: Object.fromEntries(fields.map((path, at) => [path, dictionaries[at]!.column()])),
    }),
  };
}

function dictionaryOf(room: number): {
  add(texts: readonly DuckDBValue[]): void;
  column(): DictionaryColumn;
} {
  const numbers = new Map<string, number>();
  const values: string[] = [];
  const codes = new Uint32Array(room);
  let length = 0;
  return {
    add(texts) {
      for (const value of texts) {
        const text = value === null ? null : String(value);
        let code = text === null ? 0 : numbers.get(text);
        if (text !== null && code === undefined) numbers.set(text, (code = values.push(text)));
        codes[length] = code ?? 0;
        length += 1;
      }
    },
    column() {
      const narrow = values.length < 256 ? Uint8Array : values.length < 65_536 ? Uint16Array : Uint32Array;
      return { codes: narrow.from(codes.subarray(0, length)), values };
    },
  };
}
