import { isCxError, type TableContext, type TableReader, type TableRow } from "@cxkit/core";
import * as fc from "fast-check";
import { firstDifference } from "./first-difference.ts";
import { broken, generated, type Law, shown } from "./law.ts";

/** How the suite makes files for a reader to read. */
export interface TableSamples {
  /** Writes rows in the reader's format, as a careful producer would: quoted, escaped, complete. */
  make(rows: readonly (readonly string[])[]): Uint8Array | Promise<Uint8Array>;
  /** What the reader is told about these files besides their name, e.g. the delimiter. */
  readonly context?: Partial<TableContext>;
  /** Name of the files. Default `table`. */
  readonly name?: string;
  /** Cells that the format itself cannot carry; they are left out of the trials. */
  readonly cannotCarry?: RegExp;
}

/**
 * What every table reader keeps: it reads back what was written, however the bytes are cut into chunks; it never shows half a table as
 * whole rows that nobody wrote; and what it cannot read is a `CxError` `invalid-file`, never anything else.
 *
 * @param reader the reader under test
 * @param samples how to write a file for it
 */
export function tableReaderLaws(reader: TableReader, samples: TableSamples): readonly Law[] {
  const { name = "table" } = samples;
  const context = { name, ...samples.context };
  const tables = tablesWithout(samples.cannotCarry);
  const read = async (bytes: Uint8Array, sizes: readonly number[] = []): Promise<TableRow[]> => {
    const { rows } = await reader.open(chunks(bytes, sizes), context);
    const all: TableRow[] = [];
    for await (const row of rows) all.push(row);
    return all;
  };
  const cellsOf = (rows: readonly TableRow[]): readonly (readonly string[])[] =>
    rows.map(({ cells }) => cells);
  const holds =
    <T>(input: fc.Arbitrary<T>, check: (input: T) => Promise<void>, numRuns: number) =>
    () =>
      fc.assert(fc.asyncProperty(input, check), { ...generated, numRuns });

  return [
    {
      name: "recognises its own files by their first bytes",
      check: holds(
        tables,
        async (rows) => {
          const head = (await samples.make(rows)).subarray(0, 4096);
          if (!reader.recognise(head, name)) broken(`${reader.id} does not recognise ${shown(rows)}`);
        },
        60,
      ),
    },
    {
      name: "reads back what was written, whatever the cells hold",
      check: holds(
        tables,
        async (rows) => {
          const difference = firstDifference(cellsOf(await read(await samples.make(rows))), rows);
          if (difference !== null) broken(`read against written: ${difference}`);
        },
        200,
      ),
    },
    {
      name: "chunks may be cut anywhere, down to single bytes",
      check: holds(
        fc.tuple(tables, fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 40 })),
        async ([rows, sizes]) => {
          const bytes = await samples.make(rows);
          const whole = await read(bytes);
          for (const cut of [sizes, Array.from(bytes, () => 1)]) {
            const difference = firstDifference(await read(bytes, cut), whole);
            if (difference !== null)
              broken(`in chunks of ${shown(cut)} bytes, against the whole: ${difference}`);
          }
        },
        60,
      ),
    },
    {
      name: "lines are counted from 1 and only go up",
      check: holds(
        tables,
        async (rows) => {
          let before = 0;
          for (const { line } of await read(await samples.make(rows))) {
            if (!(Number.isSafeInteger(line) && line > before)) broken(`line ${line} follows line ${before}`);
            before = line;
          }
        },
        60,
      ),
    },
    {
      name: "a file cut off gives its first rows or an error, never rows that nobody wrote",
      check: holds(
        fc.tuple(tables, fc.double({ min: 0, max: 1, noNaN: true })),
        async ([rows, share]) => {
          const bytes = await samples.make(rows);
          const cut = bytes.subarray(0, Math.floor(share * (bytes.length - 1)));
          const got = await readable(() => read(cut));
          if (got && !beginningOf(cellsOf(got), rows)) {
            broken(
              `cut to ${cut.length} of ${bytes.length} bytes, ${shown(rows)} reads as ${shown(cellsOf(got))}`,
            );
          }
        },
        200,
      ),
    },
    {
      name: "an empty file is an error or a table without rows",
      async check() {
        const got = await readable(() => read(new Uint8Array()));
        if (got && got.length > 0) broken(`nothing reads as ${shown(got)}`);
      },
    },
    {
      name: "any bytes at all are read or refused as invalid-file, with words",
      check: holds(
        fc.tuple(tables, fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), fc.boolean()),
        async ([rows, noise, at, whole]) => {
          const bytes = Uint8Array.from(whole ? noise : await samples.make(rows));
          const from = at % bytes.length;
          bytes.set(noise.subarray(0, bytes.length - from), from);
          await readable(() => read(bytes));
        },
        200,
      ),
    },
  ];
}

/** The rows, or `undefined` where the reader refuses the file as it should. */
async function readable(work: () => Promise<TableRow[]>): Promise<TableRow[] | undefined> {
  try {
    return await work();
  } catch (thrown) {
    if (!isCxError(thrown, "invalid-file"))
      return broken(`a file that cannot be read throws ${String(thrown)}`);
    if (thrown.message.length < 10) broken(`an error must say what is wrong, got "${thrown.message}"`);
    return undefined;
  }
}

/** Whether the rows are the first of a table, the last of them perhaps cut short. */
function beginningOf(got: readonly (readonly string[])[], table: readonly (readonly string[])[]): boolean {
  return got.every((cells, index) => {
    const wanted = table[index];
    if (!wanted) return false;
    if (index < got.length - 1) return firstDifference(cells, wanted) === null;
    return cells.every((cell, column) =>
      column < cells.length - 1 ? cell === wanted[column] : wanted[column]?.startsWith(cell),
    );
  });
}

// The bytes in pieces of the given sizes (0 is legal), the rest in one.
async function* chunks(bytes: Uint8Array, sizes: Iterable<number>): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const size of sizes) {
    yield bytes.slice(from, from + size);
    from += size;
  }
  if (from < bytes.length || from === 0) yield bytes.slice(from);
}

/**
 * Tables of two to five columns with a header. First and last cells are never empty, since formats differ on what becomes of blank
 * edges; everything between may be.
 */
function tablesWithout(cannotCarry: RegExp | undefined): fc.Arbitrary<readonly (readonly string[])[]> {
  const cell = fc
    .oneof(
      fc.constantFrom(
        "",
        "a",
        "9",
        "非常满意",
        "a,b",
        "a;b",
        'say "yes"',
        '"',
        '""',
        " x ",
        "a\nb",
        "=1+1",
        "-3",
        "1e5",
        "007",
        "2026-03-01",
        "é",
        "😀",
        "\t",
        "'",
        "|",
      ),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    )
    .filter((text) => !text.includes("\r") && !text.includes("\uFEFF") && !cannotCarry?.test(text));
  const said = cell.map((text) => (text.trim() === "" ? "x" : text));
  return fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc.array(
      fc
        .tuple(said, fc.array(cell, { minLength: width - 2, maxLength: width - 2 }), said)
        .map(([first, middle, last]) => [first, ...middle, last]),
      { minLength: 2, maxLength: 6 },
    ),
  );
}
