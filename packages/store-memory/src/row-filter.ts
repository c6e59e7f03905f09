import { type Filter, cxError } from "@cxkit/core";
import type { Chunk } from "./chunk.ts";
import type { FieldColumns } from "./field-columns.ts";

/** Which rows of a chunk fulfil a condition: all, none, or 0 where they do and 255 where they do not. */
export type RowMask = boolean | Uint8Array;

/** A condition that is ready to be asked of chunks. */
export type RowFilter = (chunk: Chunk) => RowMask;

/**
 * Prepares a condition: `in` is decided once per value of the field, not once per row.
 *
 * @throws {CxError} `invalid-setup` when no event can have one of its fields
 */
export function rowFilter(filter: Filter, fields: FieldColumns, chunks: readonly Chunk[]): RowFilter {
  if ("all" in filter) {
    const parts = filter.all.map((part) => rowFilter(part, fields, chunks));
    return (chunk) =>
      parts.reduce<RowMask>((mask, part) => (mask === false ? false : both(mask, part(chunk))), true);
  }
  if ("any" in filter) {
    const parts = filter.any.map((part) => rowFilter(part, fields, chunks));
    return (chunk) =>
      parts.reduce<RowMask>(
        (mask, part) => (mask === true ? true : negated(both(negated(mask), negated(part(chunk))))),
        false,
      );
  }
  if ("not" in filter) {
    const part = rowFilter(filter.not, fields, chunks);
    return (chunk) => negated(part(chunk));
  }
  if ("in" in filter) return oneOf(filter.field, filter.in, fields, chunks);
  const { field, from = -Infinity, below = Infinity } = filter;
  if (Number.isNaN(from) || Number.isNaN(below)) {
    throw cxError("invalid-setup", `a range of ${field} needs numbers, got ${from} and ${below}`, {
      path: field,
    });
  }
  return (chunk) => {
    const values = fields.numbers(field, chunk);
    return Uint8Array.from({ length: chunk.length }, (_, row) =>
      values[row]! >= from && values[row]! < below ? 0 : 255,
    );
  };
}

/** The rows that both masks let through. */
export function both(left: RowMask, right: RowMask): RowMask {
  if (left === false || right === false) return false;
  if (left === true) return right;
  if (right === true) return left;
  return left.map((byte, row) => byte | right[row]!);
}

/** The rows whose field holds one of the values; `null` is "absent". Numbers are compared by their text. */
export function oneOf(
  field: string,
  values: readonly (string | number | null)[],
  fields: FieldColumns,
  chunks: readonly Chunk[],
): RowFilter {
  const column = fields.text(field, chunks);
  const selected = new Uint8Array(column.values.length + 1).fill(255);
  for (const value of values) {
    if (value === null) selected[0] = 0;
    else {
      const code = column.find(String(value));
      if (code > 0) selected[code] = 0;
    }
  }
  const known = selected.subarray(1);
  return (chunk) => {
    if (known.length > 0 && known.every((byte) => byte === 255) && selected[0] === 255) return false;
    const codes = column.codes(chunk);
    const mask = new Uint8Array(chunk.length);
    let off = 0;
    for (let row = 0; row < mask.length; row += 1) {
      const byte = selected[codes[row]!]!;
      mask[row] = byte;
      off += byte;
    }
    if (off === 0) return true;
    return off === 255 * mask.length ? false : mask;
  };
}

function negated(mask: RowMask): RowMask {
  return typeof mask === "boolean" ? !mask : mask.map((byte) => 255 - byte);
}
