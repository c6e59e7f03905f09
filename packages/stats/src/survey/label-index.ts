import { requireDomain } from "../domain.ts";

/** A column of labels: strings or numbers, where 1 and "1" are the same label. */
export type Labels = ArrayLike<string | number>;

/** Labels numbered in the order in which they first occur. */
export interface LabelIndex {
  readonly names: readonly string[];
  /** Number of the label of each row. */
  readonly of: Int32Array;
}

/** Numbers the labels of a column; a row without one stops. `what` is how the error calls the column. */
export function labelIndex(what: string, labels: Labels): LabelIndex {
  const numbers = new Map<string, number>();
  const of = new Int32Array(labels.length);
  for (let row = 0; row < of.length; row++) {
    const label = labels[row] as unknown;
    requireDomain(
      typeof label === "string" || (typeof label === "number" && !Number.isNaN(label)),
      `${what} of a string or number in every row`,
      `${String(label)} at ${row}`,
    );
    const name = String(label);
    let number = numbers.get(name);
    if (number === undefined) numbers.set(name, (number = numbers.size));
    of[row] = number;
  }
  return { names: [...numbers.keys()], of };
}
