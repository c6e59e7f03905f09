/**
 * Which rows to hide so that no base below the minimum can be read or computed.
 *
 * Rows under the minimum are hidden. Where the rows add up to a total that is shown and only one row is hidden, it could be
 * had by subtraction: the next smallest is hidden too.
 *
 * @param bases base size per row
 * @param minimumCell smallest base that may be shown
 * @returns per row `small`, `complement` or `null`
 * @example hiddenRows([120, 7, 45], 10) // => [null, "small", "complement"]
 * @example hiddenRows([120, 7, 45, 3], 10) // => [null, "small", null, "small"]
 */
export function hiddenRows(bases: readonly number[], minimumCell: number): ("small" | "complement" | null)[] {
  const hidden: ("small" | "complement" | null)[] = bases.map((n) =>
    n > 0 && n < minimumCell ? "small" : null,
  );
  const small = hidden.filter((why) => why !== null).length;
  if (small !== 1) return hidden;
  let next = -1;
  bases.forEach((n, row) => {
    if (hidden[row] === null && n > 0 && (next < 0 || n < bases[next]!)) next = row;
  });
  if (next >= 0) hidden[next] = "complement";
  return hidden;
}
