import { requireDomain } from "./domain.ts";

/** The argument of a method of a result, such as `betaDifference(…).cdf`, which may be any number, infinite ones too. */
export function numberGiven(method: string, x: number): number {
  requireDomain(typeof x === "number" && !Number.isNaN(x), `${method} requires a number`, x);
  return x;
}

/** The argument of a quantile. */
export function probabilityGiven(method: string, p: number): number {
  requireDomain(p > 0 && p < 1, `${method} requires a probability strictly between 0 and 1`, p);
  return p;
}
