/**
 * Whether items measure one thing, and whether raters agree.
 *
 * @packageDocumentation
 */

// items
export { cronbachAlpha } from "./cronbach-alpha.ts";
export type { ItemReliability, Reliability } from "./cronbach-alpha.ts";
export type { ItemRow } from "./complete-rows.ts";

// raters
export { intraclassCorrelation } from "./intraclass-correlation.ts";
export type { IntraclassCorrelation, IntraclassCorrelations } from "./intraclass-correlation.ts";
export { anyDisagreement, cohensKappa, linearDisagreement, quadraticDisagreement } from "./kappa.ts";
export type { Agreement, Disagreement } from "./kappa.ts";
export { fleissKappa } from "./fleiss-kappa.ts";
export type { ManyRaterAgreement } from "./fleiss-kappa.ts";

export type { Interval } from "../interval.ts";
