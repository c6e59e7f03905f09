/** Why a row is hidden. */
export type HiddenReason = "small" | "complement" | null;

/** Rows that add up to something the reader knows. */
export interface KnownSum {
  /** Positions of the rows that add up. */
  readonly rows: readonly number[];
  /** Position of the row they add up to; left out where the total is shown anyway. */
  readonly total?: number;
}

/**
 * Which rows to hide so that no base below the minimum can be read or computed.
 *
 * Rows under the minimum are hidden. Where what is hidden could be had by subtraction from the total, the next smallest row is
 * hidden too, until the hidden rows together reach the minimum and each could be another number.
 *
 * @param bases base size per row; their total is shown
 * @param minimumCell smallest base that may be shown
 * @returns per row `small`, `complement` or `null`
 * @example hiddenRows([120, 7, 45], 10) // => [null, "small", "complement"]
 * @example hiddenRows([120, 7, 45, 8], 10) // => [null, "small", null, "small"]
 * @example hiddenRows([120, 2, 45, 3], 10) // => [null, "small", "complement", "small"]
 */
export function hiddenRows(bases: readonly number[], minimumCell: number): HiddenReason[] {
  return hiddenCells(
    bases.map((n) => [n]),
    [{ rows: bases.map((_, row) => row) }],
    minimumCell,
  );
}

/**
 * The same for tables that hang together: several fields cut one total, stores add up to their region, and a row may stand for
 * several cells (now and before) that are shown together or not at all.
 *
 * A cell that is hidden must not follow from the sums that are known (rows of the reduced system with one unknown), and no sum
 * of hidden cells that follows may be below the minimum or leave one of them a single value.
 *
 * @param rows bases of each row's cells; every row has the same number of them
 * @param sums what adds up, cell by cell
 * @param minimumCell smallest base that may be shown
 * @param also positions of rows that are hidden for another reason
 * @returns per row `small`, `complement` or `null`; rows without any answer have nothing to hide
 * @source Cox (1980), Suppression methodology and statistical disclosure control, JASA 75(370) 377–385
 */
export function hiddenCells(
  rows: readonly (readonly number[])[],
  sums: readonly KnownSum[],
  minimumCell: number,
  also: ReadonlySet<number> = new Set(),
): HiddenReason[] {
  const answered = rows.map((cells) => cells.some((n) => n > 0));
  const hidden: HiddenReason[] = rows.map((cells, row) =>
    answered[row] && (also.has(row) || cells.some((n) => n > 0 && n < minimumCell)) ? "small" : null,
  );
  const linked = sums.some(({ total }) => total !== undefined);
  for (;;) {
    // Sums as they stand first, which is quick; what follows from several of them together only once these are safe.
    while (hideFor(sumsAsTheyAre)) continue;
    if (!linked || !(hideFor(sumsTogether) || hideFor(pinned))) return hidden;
  }

  /** Hides one row more for every combination that gives something away; false when there is none, or nothing left to hide. */
  function hideFor(combine: Combine): boolean {
    let more = false;
    for (let cell = 0; cell < (rows[0]?.length ?? 0); cell += 1) {
      for (const one of combine(rows, hidden, sums, cell, minimumCell)) {
        if (!givesAway(one, hidden, minimumCell)) continue;
        const next = nextSmallest(rows, hidden, sums, one) ?? nextSmallest(rows, hidden, sums);
        if (next === undefined) continue;
        hidden[next] = "complement";
        more = true;
        break;
      }
    }
    return more;
  }
}

/** A combination of hidden cells whose value follows from what is shown. */
interface Combination {
  readonly terms: readonly { readonly row: number; readonly factor: number; readonly n: number }[];
}

type Combine = (
  rows: readonly (readonly number[])[],
  hidden: readonly HiddenReason[],
  sums: readonly KnownSum[],
  cell: number,
  minimumCell: number,
) => readonly Combination[];

/** The hidden cells of every sum; what is shown only moves constants. */
function sumsAsTheyAre(
  rows: readonly (readonly number[])[],
  hidden: readonly HiddenReason[],
  sums: readonly KnownSum[],
  cell: number,
): readonly Combination[] {
  return sums.flatMap(({ rows: parts, total }) => {
    const termOf = (row: number, factor: number): Combination["terms"] => {
      const n = rows[row]![cell]!;
      return hidden[row] !== null && n > 0 ? [{ row, factor, n }] : [];
    };
    const terms = parts.flatMap((row) => termOf(row, 1));
    if (total !== undefined) terms.push(...termOf(total, -1));
    return terms.length > 0 ? [{ terms }] : [];
  });
}

/** What follows from all sums together: the system over the hidden cells, reduced (Gauss–Jordan). */
function sumsTogether(
  rows: readonly (readonly number[])[],
  hidden: readonly HiddenReason[],
  sums: readonly KnownSum[],
  cell: number,
): readonly Combination[] {
  const equations = sumsAsTheyAre(rows, hidden, sums, cell);
  const unknown = [...new Set(equations.flatMap(({ terms }) => terms.map(({ row }) => row)))];
  const column = new Map(unknown.map((row, at) => [row, at]));
  const matrix = equations.map(({ terms }) => {
    const equation = unknown.map(() => 0);
    for (const { row, factor } of terms) equation[column.get(row)!] = factor;
    return equation;
  });
  return reduced(matrix).flatMap((equation) => {
    const terms = equation.flatMap((factor, at) =>
      Math.abs(factor) > 1e-9 ? [{ row: unknown[at]!, factor, n: rows[unknown[at]!]![cell]! }] : [],
    );
    return terms.length > 0 ? [{ terms }] : [];
  });
}

/** Small cells that bounds leave one value: a small row has at most the minimum less one, any other hidden row at least it. */
function pinned(
  rows: readonly (readonly number[])[],
  hidden: readonly HiddenReason[],
  sums: readonly KnownSum[],
  cell: number,
  minimumCell: number,
): readonly Combination[] {
  const alone = rows[0]?.length === 1;
  const equations = sumsAsTheyAre(rows, hidden, sums, cell);
  const bounds = new Map<number, { low: number; high: number }>();
  for (const { row, n } of equations.flatMap(({ terms }) => terms)) {
    const small = n < minimumCell;
    // Where a row stands for several cells, its reason does not say which of them is small.
    const low = alone ? (small ? 1 : minimumCell) : 0;
    bounds.set(row, { low, high: alone && small ? minimumCell - 1 : Infinity });
  }
  for (let more = true; more;) {
    more = false;
    for (const { terms } of equations) {
      const constant = terms.reduce((sum, { factor, n }) => sum + factor * n, 0);
      for (const { row, factor } of terms) {
        const others = terms.filter((term) => term.row !== row);
        const end = (side: 1 | -1): number =>
          others.reduce((sum, term) => {
            const { low, high } = bounds.get(term.row)!;
            return sum + term.factor * (side * term.factor > 0 ? high : low);
          }, 0);
        const limits = [factor * (constant - end(1)), factor * (constant - end(-1))];
        const own = bounds.get(row)!;
        const low = Math.max(own.low, Math.min(...limits));
        const high = Math.min(own.high, Math.max(...limits));
        if (low > own.low || high < own.high) {
          bounds.set(row, { low, high });
          more = true;
        }
      }
    }
  }
  return equations.flatMap(({ terms }) =>
    terms.flatMap((term) => {
      const { low, high } = bounds.get(term.row)!;
      return term.n < minimumCell && low >= high ? [{ terms: [term] }] : [];
    }),
  );
}

function reduced(matrix: readonly number[][]): readonly number[][] {
  const left = matrix.map((equation) => [...equation]);
  let lead = 0;
  for (let at = 0; at < (left[0]?.length ?? 0) && lead < left.length; at += 1) {
    const found = left.findIndex((equation, i) => i >= lead && Math.abs(equation[at]!) > 1e-9);
    if (found < 0) continue;
    const pivot = left[found]!;
    left[found] = left[lead]!;
    left[lead] = pivot.map((factor) => factor / pivot[at]!);
    left.forEach((equation, i) => {
      const factor = equation[at]!;
      if (i === lead || Math.abs(factor) <= 1e-9) return;
      left[i] = equation.map((value, k) => value - factor * left[lead]![k]!);
    });
    lead += 1;
  }
  return left;
}

/** Whether the combination tells a hidden cell, a sum below the minimum, or leaves a small cell one value. */
function givesAway({ terms }: Combination, hidden: readonly HiddenReason[], minimumCell: number): boolean {
  if (terms.length === 1) return true;
  const [{ factor: sign }] = terms as readonly [Combination["terms"][number]];
  if (terms.some(({ factor }) => factor !== sign)) return false;
  const sum = terms.reduce((total, { n }) => total + n, 0);
  if (sum < minimumCell) return true;
  const small = terms.filter(({ row, n }) => hidden[row] === "small" && n < minimumCell).length;
  const large = terms.length - small;
  if (small === 0) return false;
  const least = large > 0 ? 1 : Math.max(1, sum - (small - 1) * (minimumCell - 1));
  const most = Math.min(minimumCell - 1, sum - (small - 1) - large * minimumCell);
  return least >= most;
}

/** The smallest shown row of the narrowest sum that the combination came from, else of all sums. */
function nextSmallest(
  rows: readonly (readonly number[])[],
  hidden: readonly HiddenReason[],
  sums: readonly KnownSum[],
  { terms }: Partial<Combination> = {},
): number | undefined {
  const near = terms && new Set(terms.map(({ row }) => row));
  const size = (row: number): number => rows[row]!.reduce((sum, n) => sum + n, 0);
  const candidates = sums
    .map(({ rows: parts, total }) => (total === undefined ? parts : [...parts, total]))
    .filter((parts) => !near || parts.some((row) => near.has(row)))
    .map((parts) => ({
      width: parts.length,
      shown: parts.filter((row) => hidden[row] === null && size(row) > 0),
    }))
    .filter(({ shown }) => shown.length > 0)
    .toSorted((left, right) => left.width - right.width);
  return candidates[0]?.shown.reduce((best, row) => (size(row) < size(best) ? row : best));
}
