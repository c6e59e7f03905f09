import type { FieldPath } from "@cxkit/core";
import type { Chunk } from "./chunk.ts";
import { type Codes, type Dictionary, codesFor, dictionary, widened } from "./dictionary.ts";
import { fieldReader } from "./field-value.ts";

/** Fields of events as columns, read off the kept events when first asked for and extended as rows are added. */
export interface FieldColumns {
  /** A field as text, with its codes in every one of the chunks. */
  text(path: FieldPath, chunks: readonly Chunk[]): TextField;
  /** A field as numbers in one chunk; `NaN` where it holds none. */
  numbers(path: FieldPath, chunk: Chunk): Float64Array;
  /** Forgets every text read so far. */
  forget(): void;
}

/** A field as text. */
export interface TextField {
  readonly values: readonly string[];
  codes(chunk: Chunk): Codes;
  find(value: string): number;
}

/** Fields of no event yet. */
export function fieldColumns(): FieldColumns {
  const dictionaries = new Map<FieldPath, Dictionary>();
  return {
    text(path, chunks) {
      let words = dictionaries.get(path);
      if (!words) {
        words = dictionary();
        dictionaries.set(path, words);
      }
      for (const chunk of chunks) extendText(chunk, path, words);
      return {
        values: words.values,
        codes: (chunk) => chunk.fields.get(path)!.codes,
        find: words.find,
      };
    },
    numbers(path, chunk) {
      let column = chunk.numbers.get(path);
      if (!column || column.values.length < chunk.length) {
        const values = new Float64Array(chunk.capacity).fill(NaN);
        if (column) values.set(column.values);
        column = { values, length: column?.length ?? 0 };
        chunk.numbers.set(path, column);
      }
      if (column.length < chunk.length) {
        const read = fieldReader(path);
        for (let row = column.length; row < chunk.length; row += 1) {
          const value = read(chunk.kept[row]!);
          if (typeof value === "number") column.values[row] = value;
        }
        column.length = chunk.length;
      }
      return column.values;
    },
    forget: () => dictionaries.clear(),
  };
}

function extendText(chunk: Chunk, path: FieldPath, words: Dictionary): void {
  let column = chunk.fields.get(path);
  if (column && column.length === chunk.length) return;
  const read = fieldReader(path);
  column ??= { codes: codesFor(words.values.length, chunk.capacity), length: 0 };
  let { codes } = column;
  if (codes.length < chunk.length) {
    const room = codesFor(words.values.length, chunk.capacity);
    room.set(codes);
    codes = room;
  }
  for (let row = column.length; row < chunk.length; row += 1) {
    const value = read(chunk.kept[row]!);
    if (value === undefined) continue;
    const code = words.code(typeof value === "number" ? String(value) : value);
    // The narrowest array that holds the code: a field with few values stays one byte a row.
    if (code >= 256) codes = widened(codes, code);
    codes[row] = code;
  }
  chunk.fields.set(path, { codes, length: chunk.length });
}
