import type { Law } from "../law.ts";

/** The letter of a family. */
export type Family =
  | "D"
  | "C"
  | "A"
  | "R"
  | "I"
  | "F"
  | "E"
  | "V"
  | "N"
  | "W"
  | "P"
  | "H"
  | "M"
  | "J"
  | "L"
  | "O"
  | "S"
  | "B"
  | "T"
  | "K";

/** Families of checks, by the letter that their ids begin with. */
export const families: { readonly [family in Family]: string } = {
  D: "definition",
  C: "configuration",
  A: "authentication",
  R: "reading",
  I: "reading on",
  F: "file",
  E: "rates and errors",
  V: "events",
  N: "decode",
  W: "webhook",
  P: "privacy",
  H: "host",
  M: "metric",
  J: "journey",
  L: "alert rule",
  O: "notifier",
  S: "store",
  B: "report",
  T: "text analyzer",
  K: "command",
};

/** One check of a kit. `name` is its id and its title, so that any test runner can list it; `check` passes by returning. */
export interface ConformanceCheck extends Law {
  /** `R1`: stable, for reports, skips and talk. */
  readonly id: string;
  readonly family: Family;
  /** The promise, as a sentence. */
  readonly title: string;
  /** What goes wrong in the world where it does not hold. */
  readonly why: string;
  /** Why it was not run: it cannot apply here, or the author says so. */
  readonly left?: Left;
}

/**
 * Why a check is not run. All are reported, none is a pass: `not-applicable` where the definition has no such part, `not-tried` where
 * what it needs was not given, `skipped` where the author says so.
 */
export interface Left {
  readonly as: "not-applicable" | "not-tried" | "skipped";
  readonly reason: string;
}

/** A check that the author leaves out, and why; caps what the kit can attest. */
export interface Skip {
  readonly check: string;
  readonly reason: string;
}

/** Why a check is not run: a sentence why it cannot apply, or what was not given to try it with. */
export type Unless = string | { readonly untried: string };

/** It applies, and what it is tried with was not given. */
export function untried(reason: string): Unless {
  return { untried: reason };
}

/** What a family's file says of a check. */
export interface Plan {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** Absent: it is run. */
  readonly unless?: Unless | false | undefined;
  readonly check: () => void | Promise<void>;
}

/**
 * Checks of what was planned, with the author's skips.
 *
 * @throws {RangeError} when a skip names no check, or gives no reason
 */
export function checksOf(plans: readonly Plan[], skip: readonly Skip[] = []): readonly ConformanceCheck[] {
  for (const { check, reason } of skip) {
    if (!plans.some(({ id }) => id === check)) throw new RangeError(`there is no check ${check} to skip`);
    if (reason.trim().length < 3) throw new RangeError(`the skip of ${check} requires a reason`);
  }
  return plans.map(({ id, title, why, unless, check }) => {
    const skipped = skip.find((one) => one.check === id);
    const left = leftOf(unless, skipped);
    const name = `${id} ${title}${left ? ` (${left.as.replace("-", " ")}: ${left.reason})` : ""}`;
    return {
      id,
      family: id.charAt(0) as Family,
      title,
      why,
      name,
      check: left ? () => {} : check,
      ...(left && { left }),
    };
  });
}

/** What cannot apply is not skipped; what was not tried may be, with the author's own reason. */
function leftOf(unless: Plan["unless"], skipped: Skip | undefined): Left | undefined {
  if (typeof unless === "string") return { as: "not-applicable", reason: unless };
  if (skipped) return { as: "skipped", reason: skipped.reason };
  return unless ? { as: "not-tried", reason: unless.untried } : undefined;
}
