import type { MissingReason } from "@cxkit/core";

/** Words that stand for no answer in every survey, by reason; compared without case, blanks and brackets. */
const words: { readonly [reason in MissingReason]?: readonly string[] } = {
  skipped: [
    "",
    "blank",
    "empty",
    "null",
    "#null!",
    "nan",
    "no answer",
    "no response",
    "not answered",
    "unanswered",
    "-",
    "--",
    "—",
    "空",
    "未填写",
    "未填",
    "未作答",
    "未回答",
    "无回答",
    "未評",
  ],
  "not-shown": ["跳过", "跳過", "not shown", "not displayed", "not asked", "seen but not shown"],
  "not-applicable": [
    "n/a",
    "na",
    "n.a.",
    "#n/a",
    "not applicable",
    "does not apply",
    "doesn't apply",
    "never used",
    "have never used",
    "have not used",
    "haven't used",
    "did not use",
    "didn't use",
    "不适用",
    "不適用",
    "没用过",
    "没有用过",
    "未使用",
    "未使用过",
    "从未使用",
    "没有使用过",
  ],
  "dont-know": [
    "don't know",
    "dont know",
    "do not know",
    "don’t know",
    "dk",
    "can't say",
    "cannot say",
    "no opinion",
    "不知道",
    "不清楚",
    "说不清",
    "说不清楚",
    "不了解",
    "无法评价",
    "不好说",
  ],
  refused: [
    "refused",
    "prefer not to say",
    "prefer not to answer",
    "rather not say",
    "decline to answer",
    "拒绝",
    "拒绝回答",
    "不愿透露",
    "不愿回答",
    "不便透露",
    "不方便透露",
    "不想回答",
    "不想说",
  ],
};

const reasons = new Map<string, MissingReason>(
  Object.entries(words).flatMap(([reason, list]) =>
    list.map((word) => [word, reason as MissingReason] as const),
  ),
);

/**
 * Reason behind a cell that stands for no answer in words, or undefined when it says something.
 *
 * @example missingWord("（跳过）") // => "not-shown"
 * @example missingWord("5") // => undefined
 */
export function missingWord(cell: string): MissingReason | undefined {
  const word = cell.normalize("NFKC").trim().toLowerCase();
  return reasons.get(word) ?? reasons.get(word.replace(/^[([<【]+\s*|\s*[)\]>】]+$/g, ""));
}

/**
 * Whole numbers that customarily stand for no answer: 77, 88, 96–99, their longer forms, and small negative ones.
 * 问卷星 writes −3 for items the respondent was not shown, Qualtrics −99 for items seen and left empty.
 *
 * @returns undefined when the number is none of them
 * @example missingNumber(-3) // => "not-shown"
 * @example missingNumber(5) // => undefined
 */
export function missingNumber(code: number): MissingReason | undefined {
  if (code === -3) return "not-shown";
  if (code === -99) return "skipped";
  const customary = [77, 88, 96, 97, 98, 99, 777, 888, 996, 997, 998, 999, 7777, 8888, 9999];
  return customary.includes(Math.abs(code)) || (code < 0 && code >= -9 && Number.isInteger(code))
    ? "unknown"
    : undefined;
}
