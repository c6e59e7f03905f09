/**
 * Coefficients of centred columns in a centred outcome, by modified Gram–Schmidt (a QR decomposition), twice over so that
 * nearly dependent columns do no harm. A column that the ones before it explain, or that does not vary, gets 0.
 *
 * @source Björck (1967), Solving linear least squares problems by Gram–Schmidt orthogonalization, BIT 7(1) 1–21
 */
export function leastSquares(columns: readonly Float64Array[], outcome: Float64Array): number[] {
  const basis: (Float64Array | null)[] = [];
  const upper = columns.map(() => columns.map(() => 0));
  const along = columns.map(() => 0);
  const rest = outcome.slice();
  columns.forEach((column, j) => {
    const direction = column.slice();
    const before = Math.sqrt(dot(column, column));
    for (let pass = 0; pass < 2; pass++)
      for (let i = 0; i < j; i++) {
        const other = basis[i];
        if (!other) continue;
        const part = dot(other, direction);
        (upper[i] as number[])[j] = (upper[i]?.[j] as number) + part;
        subtract(direction, other, part);
      }
    const length = Math.sqrt(dot(direction, direction));
    if (!(length > 1e-10 * before)) {
      basis.push(null);
      return;
    }
    (upper[j] as number[])[j] = length;
    const unit = direction.map((value) => value / length);
    basis.push(unit);
    const part = dot(unit, rest);
    along[j] = part;
    subtract(rest, unit, part);
  });
  const coefficients = columns.map(() => 0);
  for (let j = columns.length - 1; j >= 0; j--) {
    if (!basis[j]) continue;
    let value = along[j] as number;
    for (let k = j + 1; k < columns.length; k++)
      value -= (upper[j]?.[k] as number) * (coefficients[k] as number);
    coefficients[j] = value / (upper[j]?.[j] as number);
  }
  return coefficients;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function subtract(from: Float64Array, direction: Float64Array, part: number): void {
  for (let i = 0; i < from.length; i++) from[i] = (from[i] as number) - part * (direction[i] as number);
}
