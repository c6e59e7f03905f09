import type { Columns, DictionaryColumn } from "@cxkit/core";

/**
 * The rows from ≤ row < below, as views: nothing is copied.
 */
export function rowsBetween(rows: Columns, from: number, below: number): Columns {
  return {
    length: below - from,
    time: rows.time.subarray(from, below),
    value: rows.value.subarray(from, below),
    ...(rows.missing && { missing: rows.missing.subarray(from, below) }),
    ...(rows.weight && { weight: rows.weight.subarray(from, below) }),
    fields: mapFields(rows, (column) => ({ ...column, codes: column.codes.subarray(from, below) })),
  };
}

/**
 * The rows at the given positions, in that order, copied. Times stay ascending: they are those of the first rows.
 */
export function rowsAt(rows: Columns, positions: readonly number[]): Columns {
  const pick = <A extends Float64Array | Uint8Array | Uint16Array | Uint32Array>(from: A): A => {
    const picked = from.slice(0, positions.length) as A;
    positions.forEach((position, index) => {
      picked[index] = from[position] ?? 0;
    });
    return picked;
  };
  return {
    length: positions.length,
    time: rows.time.slice(0, positions.length),
    value: pick(rows.value),
    ...(rows.missing && { missing: pick(rows.missing) }),
    ...(rows.weight && { weight: pick(rows.weight) }),
    fields: mapFields(rows, (column) => ({ ...column, codes: pick(column.codes) })),
  };
}

function mapFields(rows: Columns, change: (column: DictionaryColumn) => DictionaryColumn): Columns["fields"] {
  return Object.fromEntries(Object.entries(rows.fields).map(([path, column]) => [path, change(column)]));
}
