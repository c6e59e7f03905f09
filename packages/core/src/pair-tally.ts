import { cxError } from "./error.ts";
import { type Scale, scalePosition, scaleSize } from "./instrument.ts";
import type { PairTally } from "./tally.ts";

/**
 * A pair tally of nobody: the identity of {@link mergePairTallies}.
 *
 * @param scale the discrete scale that both waves answered on
 * @throws {RangeError} when the scale has no points or its step does not divide it
 * @example emptyPairTally({ min: 1, max: 2, step: 1 }).counts // => [[0, 0], [0, 0]]
 */
export function emptyPairTally(scale: Scale): PairTally {
  const zeros = (): number[] => Array.from({ length: scaleSize(scale) }, () => 0);
  return {
    kind: "pair",
    scale,
    counts: zeros().map(zeros),
    beforeOnly: zeros(),
    afterOnly: zeros(),
  };
}

/**
 * Adds one respondent to a pair tally in place. Who answered one wave only counts in its margin, who answered neither
 * nowhere. Pairs are not weighted: two waves give one person two weights, which no vector of sums could keep apart.
 *
 * @param into the tally that is written to
 * @param before the answer in the first wave, a point of the scale; `null` when there was none
 * @param after the answer of the same person in the second wave
 * @throws {RangeError} when a value is no point of the scale
 * @example
 * const tally = emptyPairTally({ min: 1, max: 2, step: 1 });
 * addToPairTally(tally, 1, 2);
 * addToPairTally(tally, null, 2);
 * tally.counts // => [[0, 1], [0, 0]]
 */
export function addToPairTally(
  into: PairTally,
  before: number | null | undefined,
  after: number | null | undefined,
): void {
  const [row, column] = [positionIn(into.scale, before), positionIn(into.scale, after)];
  if (row === undefined && column === undefined) return;
  const cells =
    row === undefined ? into.afterOnly : column === undefined ? into.beforeOnly : into.counts[row]!;
  const position = column ?? row!;
  cells[position] = (cells[position] ?? 0) + 1;
}

/**
 * Adds two pair tallies of the same scale, exactly: of two stores, or two shards of one survey. Not of two waves, whose
 * pairs nobody would know.
 *
 * @throws {CxError} `invalid-setup` when the scales differ
 * @example
 * const tally = emptyPairTally({ min: 1, max: 2, step: 1 });
 * addToPairTally(tally, 2, 2);
 * mergePairTallies(tally, tally).counts // => [[0, 0], [0, 2]]
 */
export function mergePairTallies(left: PairTally, right: PairTally): PairTally {
  const { scale } = left;
  if (scale.min !== right.scale.min || scale.max !== right.scale.max || scale.step !== right.scale.step) {
    throw cxError(
      "invalid-setup",
      `pair tallies of ${scale.min}–${scale.max} and ${right.scale.min}–${right.scale.max} do not add up: one score needs one scale`,
    );
  }
  return {
    kind: "pair",
    scale,
    counts: left.counts.map((row, before) => sums(row, right.counts[before]!)),
    beforeOnly: sums(left.beforeOnly, right.beforeOnly),
    afterOnly: sums(left.afterOnly, right.afterOnly),
  };
}

function positionIn(scale: Scale, value: number | null | undefined): number | undefined {
  if (value === null || value === undefined) return undefined;
  const position = scalePosition(scale, value);
  if (position < 0) {
    throw new RangeError(
      `addToPairTally requires points of ${scale.min}…${scale.max} by ${scale.step} or null, got ${value}`,
    );
  }
  return position;
}

function sums(left: readonly number[], right: readonly number[]): number[] {
  return left.map((value, position) => value + right[position]!);
}
