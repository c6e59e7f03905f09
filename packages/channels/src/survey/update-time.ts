import type { ColumnHead } from "./header.ts";
import { headingsOf } from "./headings.ts";

const updated =
  /^(?:date )?(?:last )?(?:modified|updated|edited)(?: ?(?:at|on|date|time|datetime|timestamp))?(?: ?\(.*\))?$|last ?(?:modified|updated?|edited|changed?|modification|action)|(?:modification|update) (?:date|time)|(?:最后|最近|上次)?(?:修改|更新|编辑)(?:时间|日期)/u;

/**
 * Whether a heading names the producer's own update time: "Date Modified", `updated_at`, LimeSurvey's "Date last action",
 * 修改时间. When a response was recorded is no such time.
 *
 * @example isUpdateTime({ name: "updatedAt", wording: "updatedAt" }) // => true
 * @example isUpdateTime({ name: "RecordedDate", wording: "Recorded Date" }) // => false
 */
export function isUpdateTime(column: Pick<ColumnHead, "name" | "wording">): boolean {
  return headingsOf(column).some((text) => updated.test(text));
}
