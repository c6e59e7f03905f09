/**
 * Tests of hypotheses with effect sizes: independent and paired samples, several groups, correlation, many tests at once.
 *
 * @packageDocumentation
 */

export { benjaminiHochberg, bonferroni, holm } from "./adjust-p-values.ts";
export type { Alternative, TestResult } from "./test-result.ts";
