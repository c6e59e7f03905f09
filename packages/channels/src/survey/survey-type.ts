import type { ColumnProfile } from "./column-profile.ts";
import { headingsOf } from "./headings.ts";

/** What a cell under "Survey type" says of the score beside it, as a question would have put it. */
const types: readonly (readonly [RegExp, string])[] = [
  [/^e?nps$|^net promoter(?: score)?$/iu, "nps 0-10"],
  [/^csat$|^customer satisfaction(?: score)?$/iu, "csat"],
  [/^ces$|^customer effort(?: score)?$/iu, "ces"],
];

/**
 * A column of bare scores means what the column of the survey's type beside it says, where that says one thing throughout:
 * Delighted's `Score` with a `Survey type` of `nps` is a recommend item.
 */
export function withSurveyType(columns: readonly ColumnProfile[]): readonly ColumnProfile[] {
  const typed = columns.find((column) => headingsOf(column).some((text) => typeName.test(text)));
  const [type, ...others] = typed?.values.keys() ?? [];
  const says = others.length === 0 && type !== undefined && types.find(([word]) => word.test(type))?.[1];
  if (!says) return columns;
  return columns.map((column) =>
    headingsOf(column).some((text) => scoreName.test(text))
      ? { ...column, evidence: `${column.evidence} ${says}` }
      : column,
  );
}

const typeName =
  /^(?:survey|question|metric|score|feedback|rating) ?type$|^metric$|^(?:问卷|题目|指标)类型$/u;
const scoreName = /^(?:survey |response |customer )?(?:score|rating|value)$|^得分$|^分数$|^评分$/u;
