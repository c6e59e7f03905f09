import { channelOf, knownChannel } from "./channel-words.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, columnOf, option } from "./draft.ts";
import { headingsOf } from "./headings.ts";
import type { SurveyMapping } from "./mapping.ts";

/** Headings that speak of where people were met; where they bought or first heard of somebody is another matter. */
const named =
  /^(?:(?:survey|response|feedback|contact|service|interaction|touchpoint|collection|distribution|invitation|customer|main) )?channels?$|^channel (?:name|type)$|^collector(?: name| title)?$|^(?:survey|interview|data collection|collection|response) (?:mode|method)$|^(?:问卷|答卷|答题|调查|触达|服务|反馈|接触|投放|回收|客户)?(?:渠道|通路)(?:名称|类型)?$|^投放方式$|^答题方式$/u;
/** Headings that may speak of it, when the values do. */
const hinted =
  /^(?:(?:response|survey|traffic) )?source$|^medium$|^platform$|^(?:答卷)?来源(?:渠道)?$|^平台$/u;

/**
 * The channel of each response: what the user says, else a column that says where people were met, else the web.
 * Such a column segments as well.
 */
export function findChannel(draft: Draft): SurveyMapping["channel"] {
  const told = draft.overrides.channel;
  if (typeof told === "string") return told;
  const column = told ? columnOf(draft, told.column) : candidates(draft)[0];
  if (!column) {
    assume(
      draft,
      "channel",
      "channel",
      "default",
      "nothing says where the survey met its respondents: web is assumed",
      "文件未说明问卷的投放渠道：按网页（web）处理",
      "--collected-by store",
    );
    return "web";
  }
  const channels = [...new Set([...column.values.keys()].flatMap((text) => channelOf(text) ?? []))];
  const list = `${channels.slice(0, 6).join(", ")}${channels.length > 6 ? ", …" : ""}`;
  assume(
    draft,
    "channel",
    column.name,
    told ? "certain" : "likely",
    `"${column.name}" says where respondents were met${list ? ` (${list})` : ""}`,
    `“${column.name}”为受访渠道${list ? `（${list.replaceAll(", ", "、")}）` : ""}`,
    told ? option("collected-by", `column:${column.name}`) : "--collected-by web",
  );
  return { column: column.name };
}

/** Few short values in a column called so; of those that are only hinted at, most must be words for channels. */
function candidates(draft: Draft): ColumnProfile[] {
  // Qualtrics' DistributionChannel tells previews too, and has its use already.
  const columns = draft.columns.filter(
    (column) =>
      !draft.excluded.has(column.name) &&
      !draft.personal.has(column.name) &&
      (!draft.taken.has(column.name) || /^distribution ?channel$/i.test(column.name)),
  );
  const fitting = columns.filter((column) => {
    const texts = [...column.values];
    if (texts.length === 0 || texts.length > 40 || column.numeric > 0 || column.maxLength > 40) return false;
    const known = texts.reduce((sum, [text, count]) => sum + (knownChannel(text) ? count : 0), 0);
    const share = known / column.filled;
    if (isNamed(column)) return share >= 0.3;
    return (
      headingsOf(column).some((text) => hinted.test(text)) &&
      share >= 0.8 &&
      column.filled >= column.rows * 0.5
    );
  });
  return fitting.toSorted((left, right) => Number(isNamed(right)) - Number(isNamed(left)));
}

const isNamed = (column: ColumnProfile) => headingsOf(column).some((text) => named.test(text));
