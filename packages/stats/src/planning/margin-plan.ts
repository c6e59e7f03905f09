import { requireDomain } from "../domain.ts";
import { type FieldConditions, type FieldPlan, fieldPlan, worthOf } from "./required-answers.ts";
import { whereReached } from "./root.ts";

/** A plan for a margin of error, with what it was made from. */
export interface MarginPlan extends FieldPlan {
  /** The margin asked for: half the width of the interval, in the unit of the estimate. */
  readonly margin: number;
  /** The margin at the whole number of answers. */
  readonly marginAtAnswers: number;
  readonly confidenceLevel: number;
  /** Which interval the margin is of. */
  readonly method: string;
}

/** The margin of error of a number of answers, with what it was made from. */
export interface MarginOfError {
  /** Half the width of the interval, in the unit of the estimate; 0 when the whole population answered. */
  readonly margin: number;
  /** Answers it is the margin of. */
  readonly n: number;
  readonly confidenceLevel: number;
  /** Which interval the margin is of. */
  readonly method: string;
}

/** How wide an interval is at a base, and under which name. */
export interface Width {
  readonly method: string;
  readonly confidenceLevel: number;
  /** Half the width; falls as the base grows. */
  readonly halfWidth: (base: number) => number;
  /** The base without searching for it, where a formula has it. */
  readonly baseFor?: (margin: number) => number;
  /** The smallest base at which there is a width at all. */
  readonly leastBase: number;
}

/** Answers needed for a margin: the base at which the interval is as narrow, carried to the field. */
export function planForMargin(
  caller: string,
  margin: number,
  width: Width,
  conditions: FieldConditions,
): MarginPlan {
  requireDomain(margin > 0 && margin < Infinity, `${caller} requires a finite margin > 0`, margin);
  const base =
    width.baseFor?.(margin) ?? whereReached((n) => -width.halfWidth(n), -margin, width.leastBase) ?? Infinity;
  requireDomain(base < Infinity, `${caller} requires a margin that can be reached`, margin);
  const plan = fieldPlan(caller, base, conditions);
  const worth =
    plan.answers >= (plan.population ?? Infinity) ? Infinity : worthOf(caller, plan.answers, conditions);
  return {
    margin,
    marginAtAnswers: marginOf(worth, width),
    confidenceLevel: width.confidenceLevel,
    method: width.method,
    ...plan,
  };
}

/** The margin that answers have under the conditions. */
export function marginAt(
  caller: string,
  n: number,
  width: Width,
  conditions: FieldConditions,
): MarginOfError {
  const margin = marginOf(worthOf(caller, n, conditions), width);
  requireDomain(margin < Infinity, `${caller} requires an n with a finite margin`, n);
  return { margin, n, confidenceLevel: width.confidenceLevel, method: width.method };
}

function marginOf(base: number, width: Width): number {
  return base === Infinity ? 0 : width.halfWidth(Math.max(base, width.leastBase));
}
