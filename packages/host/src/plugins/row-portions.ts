import { cxError, type TableRow } from "@cxkit/core";

/** The rows of a file on their way to where they are read. */
export interface RowPortions {
  /** The next rows; none behind the last. @throws {CxError} what the file's reader throws; `invalid-file` for a row that is too long */
  next(): Promise<readonly TableRow[]>;
  /** How much was handed out so far: cells, and signs in them. */
  readonly taken: () => { readonly cells: number; readonly signs: number };
  /** What went wrong with the file itself, whoever was told. */
  readonly failure: () => unknown;
  /** Lets go of the file. */
  close(): Promise<void>;
}

/** Rows, and signs in their cells, of a portion; a longer row goes alone. */
const portionRows = 500;
const portionSigns = 128 * 1024;
/** Signs of a row: whatever they are, they fit into a message. */
const longestRow = 1_000_000;

/**
 * Cuts a file's rows into portions that may be handed to another process, one when it is asked for.
 *
 * @param rows read once, and no further than asked for
 */
export function rowPortions(rows: AsyncIterable<TableRow>): RowPortions {
  const portions = cut(rows);
  let failure: unknown;
  const taken = { cells: 0, signs: 0 };
  return {
    taken: () => taken,
    async next() {
      try {
        const { done, value } = await portions.next();
        if (done === true) return [];
        for (const row of value) {
          taken.cells += row.cells.length;
          taken.signs += signsOf(row);
        }
        return value;
      } catch (thrown) {
        failure ??= thrown;
        throw thrown;
      }
    },
    failure: () => failure,
    async close() {
      await portions.return(undefined);
    },
  };
}

async function* cut(rows: AsyncIterable<TableRow>): AsyncGenerator<readonly TableRow[], void> {
  let portion: TableRow[] = [];
  let signs = 0;
  for await (const row of rows) {
    const long = signsOf(row);
    if (long > longestRow)
      throw cxError("invalid-file", `line ${row.line} has more than ${longestRow} signs`, { line: row.line });
    if (portion.length > 0 && (portion.length >= portionRows || signs + long > portionSigns)) {
      yield portion;
      portion = [];
      signs = 0;
    }
    portion.push(row);
    signs += long;
  }
  if (portion.length > 0) yield portion;
}

/** Signs of a row as it is handed over, marks between cells with them. */
function signsOf({ cells }: TableRow): number {
  let signs = 0;
  for (const cell of cells) signs += cell.length + 4;
  return signs;
}
