import {
  type Columns,
  cxError,
  type MissingReason,
  missingReasons,
  type ScaleTally,
  scalePosition,
} from "@cxkit/core";
import { isWeight, weightRange } from "./countable-weight.ts";

/**
 * Adds rows to a scale tally in place. A row without a value counts as missing, a value off the scale as `off-scale`;
 * neither enters the base. In a weighted page an answer without a weight (`NaN`) weighs 1.
 *
 * @throws {CxError} `invalid-setup` when weighted and unweighted answers meet in one tally
 * @throws {RangeError} when a weight is negative, or so large that no tally can hold its square, naming its row
 */
export function foldScaleTally(into: ScaleTally, rows: Columns): void {
  const { scale, counts } = into;
  const { value, weight, missing, length } = rows;
  if (length === 0) return;
  const weights = weightsOf(into, weight !== undefined);
  const size = counts.length;
  const whole = scale.step === 1 && Number.isInteger(scale.min);
  const cells = new Int32Array(size);
  let rest = 0;
  for (let row = 0; row < length; row++) {
    const answer = value[row]!;
    const offset = answer - scale.min;
    let position = offset | 0;
    if (!(whole && position === offset && position >= 0 && position < size)) {
      position = scalePosition(scale, answer);
      if (position < 0) {
        rest++;
        continue;
      }
    }
    cells[position] = (cells[position]! + 1) | 0;
    if (weights && weight) {
      const given = weight[row]!;
      const w = Number.isNaN(given) ? 1 : given;
      if (!isWeight(w)) throw new RangeError(`fold requires ${weightRange}, got ${w} at row ${row}`);
      weights.sum[position]! += w;
      weights.sumOfSquares[position]! += w * w;
    }
  }
  for (let position = 0; position < size; position++) counts[position]! += cells[position]!;
  if (rest > 0) countMissing(into, value, missing, length);
}

function weightsOf(into: ScaleTally, weighted: boolean): ScaleTally["weights"] {
  if (weighted === (into.weights !== undefined)) return into.weights;
  if (into.counts.some((count) => count > 0)) {
    throw cxError("invalid-setup", "weighted and unweighted answers do not add up to one tally");
  }
  const tally = into as { weights?: ScaleTally["weights"] };
  if (!weighted) delete tally.weights;
  else tally.weights = { sum: into.counts.map(() => 0), sumOfSquares: into.counts.map(() => 0) };
  return tally.weights;
}

function countMissing(
  into: ScaleTally,
  value: Float64Array,
  missing: Uint8Array | undefined,
  length: number,
): void {
  const counted = into.missing as { [reason in MissingReason]?: number };
  for (let row = 0; row < length; row++) {
    const answer = value[row]!;
    let reason: MissingReason | undefined;
    if (Number.isNaN(answer)) reason = missingReasons[(missing?.[row] ?? 0) - 1] ?? "unknown";
    else if (scalePosition(into.scale, answer) < 0) reason = "off-scale";
    if (reason) counted[reason] = (counted[reason] ?? 0) + 1;
  }
}
