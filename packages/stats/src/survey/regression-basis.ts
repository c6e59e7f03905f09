/** The span of some columns over groups of rows, as columns that are orthonormal under the groups' weights. */
export interface RegressionBasis {
  /** Group of each row. */
  readonly groupOf: Int32Array;
  /** Weight of each group in the regression. */
  readonly groupWeights: Float64Array;
  readonly columns: readonly Float64Array[];
}

/** An orthonormal basis, with what the given totals of the columns are for it. */
export interface BasisWithTotals {
  readonly columns: readonly Float64Array[];
  readonly totals: readonly number[];
  /** First column that depends on those before it while its total does not; −1 when there is none. */
  readonly contradiction: number;
}

/**
 * Orthonormal basis of the span of columns under positive weights, by Gram–Schmidt done twice, which keeps orthogonality
 * to rounding where normal equations square the condition. Columns that depend on earlier ones fall out.
 *
 * @source Giraud, Langou, Rozložník and van den Eshof (2005), Rounding error analysis of the classical Gram-Schmidt
 *   orthogonalization process, Numerische Mathematik 101(1) 87–100: "twice is enough"
 */
export function orthonormalBasis(
  columns: readonly ArrayLike<number>[],
  weights: Float64Array,
  targets: readonly number[] = [],
): BasisWithTotals {
  const basis: Float64Array[] = [];
  const totals: number[] = [];
  let contradiction = -1;
  columns.forEach((given, index) => {
    const column = Float64Array.from(given);
    let total = targets[index] ?? 0;
    let scale = Math.abs(total);
    const before = norm(column, weights);
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((unit, j) => {
        const along = product(unit, column, weights);
        for (let row = 0; row < column.length; row++) column[row]! -= along * unit[row]!;
        const part = along * totals[j]!;
        total -= part;
        scale = Math.max(scale, Math.abs(part));
      });
    }
    const length = norm(column, weights);
    if (length <= before * 1e-9 || length === 0) {
      if (contradiction === -1 && Math.abs(total) > scale * 1e-9) contradiction = index;
      return;
    }
    for (let row = 0; row < column.length; row++) column[row]! /= length;
    basis.push(column);
    totals.push(total / length);
  });
  return { columns: basis, totals, contradiction };
}

/** What a weighted regression on the basis leaves of a variable; the weight of a row is its own in `rowWeights`. */
export function residuals(
  { groupOf, groupWeights, columns }: RegressionBasis,
  rowWeights: Float64Array | null,
  variable: Float64Array,
): Float64Array {
  const sums = new Float64Array(groupWeights.length);
  for (let row = 0; row < variable.length; row++) {
    sums[groupOf[row]!]! += variable[row]! * (rowWeights ? rowWeights[row]! : 1);
  }
  const fitted = new Float64Array(groupWeights.length);
  // The second pass takes out the rounding of the first.
  for (let pass = 0; pass < 2; pass++) {
    for (const column of columns) {
      let along = 0;
      for (let group = 0; group < fitted.length; group++) along += column[group]! * sums[group]!;
      for (let group = 0; group < fitted.length; group++) {
        const part = along * column[group]!;
        fitted[group]! += part;
        sums[group]! -= part * groupWeights[group]!;
      }
    }
  }
  return variable.map((value, row) => value - fitted[groupOf[row]!]!);
}

function product(left: Float64Array, right: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < left.length; row++) sum += weights[row]! * left[row]! * right[row]!;
  return sum;
}

function norm(column: Float64Array, weights: Float64Array): number {
  let largest = 0;
  for (const value of column) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return 0;
  let sum = 0;
  for (let row = 0; row < column.length; row++) sum += weights[row]! * (column[row]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}
