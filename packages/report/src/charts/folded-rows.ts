/** Most rows of one chart; its table holds all. */
export const mostRows = 15;

/** A row that is drawn, or how many were left out at this place. */
export type Folded<T> = { readonly row: T } | { readonly left: readonly T[] };

/**
 * The rows of a long chart that are worth their room: those that matter first, then both ends of the list. In the order they
 * had; what is left out is told where it stood.
 *
 * @param matters signals; where there are more of them than rows, those nearest to the ends
 * @param options `most` rows, by default {@link mostRows}; `ends` of the list that matter, by default both
 */
export function foldedRows<T>(
  rows: readonly T[],
  matters: (row: T) => boolean,
  options: { readonly most?: number; readonly ends?: "both" | "first" } = {},
): readonly Folded<T>[] {
  const { most = mostRows, ends = "both" } = options;
  // One row left out would take the room that it saves.
  if (rows.length <= most + 1) return rows.map((row) => ({ row }));
  const order = rows.map((_, index) =>
    ends === "first" ? index : index % 2 === 0 ? index / 2 : rows.length - (index + 1) / 2,
  );
  const at = (index: number) => rows[index] as T;
  const ranked = [
    ...order.filter((index) => matters(at(index))),
    ...order.filter((index) => !matters(at(index))),
  ];
  const drawn = new Set(ranked.slice(0, most));
  const folded: Folded<T>[] = [];
  let left: T[] = [];
  for (const [index, row] of rows.entries()) {
    if (!drawn.has(index)) {
      left.push(row);
      continue;
    }
    if (left.length > 0) folded.push({ left });
    left = [];
    folded.push({ row });
  }
  return left.length > 0 ? [...folded, { left }] : folded;
}
