/**
 * Why an answer has no value (item nonresponse, by AAPOR's distinctions).
 *
 * - `skipped`: shown, left empty
 * - `refused`: the respondent said no
 * - `not-applicable`: "does not apply to me", "never used"
 * - `dont-know`: "don't know", "no opinion"
 * - `break-off`: the respondent had left before the item
 * - `not-shown`: routing never showed the item; 问卷星 writes this as `-3` (跳过)
 * - `off-scale`: something was there that is no answer on the scale, set aside by policy
 * - `unknown`: the producer gives no reason
 */
export type MissingReason =
  | "skipped"
  | "refused"
  | "not-applicable"
  | "dont-know"
  | "break-off"
  | "not-shown"
  | "off-scale"
  | "unknown";

/** Every {@link MissingReason} in the order in which columns number them: index 0 is `skipped`. */
export const missingReasons: readonly MissingReason[] = [
  "skipped",
  "refused",
  "not-applicable",
  "dont-know",
  "break-off",
  "not-shown",
  "off-scale",
  "unknown",
];

/** Item nonresponse counted by reason. A reason that never occurred is absent. */
export type MissingCounts = { readonly [reason in MissingReason]?: number };
