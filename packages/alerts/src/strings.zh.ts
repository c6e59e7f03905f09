import { formatEstimate, formatNumber, formatPValue } from "@cxkit/core/format";
import type { AlertStrings } from "./alert-strings.ts";
import { textIn } from "./text-in.ts";

const locale = "zh";

/** Alerts in Chinese (simplified). */
export const chineseStrings: AlertStrings = {
  colon: "：",
  worseThanTarget: (estimate, target, better, pValue) =>
    `${formatEstimate(estimate, { locale })}，目标为${better === "higher" ? "至少" : "至多"} ${plain(target)}；若实际达标，${byChance(pValue)}`,
  changedFrom: (estimate, earlier, { difference }, pValue, against) =>
    `${formatEstimate(estimate, { locale })}，${against === "previous" ? "前一时间窗" : "52 周之前"} ${formatEstimate(earlier, { locale })}；差值 ${formatNumber(difference.value ?? 0, { unit: difference.unit, sign: "always", locale })}；若无变化，${byChance(pValue)}`,
  atMost: (value, limit) => `回答 ${plain(value)}，不高于 ${plain(limit)}`,
  atLeast: (value, limit) => `回答 ${plain(value)}，不低于 ${plain(limit)}`,
  guarantee: (guarantee) => {
    if (guarantee.kind === "false-alarm-rate") {
      return `一切正常时，每次评估误报的概率不超过 ${plain(guarantee.perEvaluation * 100)}%`;
    }
    return guarantee.kind === "average-run-length"
      ? `一切正常时，平均每 ${plain(guarantee.evaluations)} 次评估误报一次`
      : `不涉及误报率：${textIn(guarantee.why, locale)}`;
  },
  segment: (values) => values.join("、"),
  absent: "（无）",
  over: (because, span, count) => `${because}；统计最近 ${spanInWords(span, count)}的回答`,
  alert: (name, where, value) => `${name}${where === "" ? "" : ` – ${where}`}：${value}`,
  recovery: (name, where, value) => `已恢复：${name}${where === "" ? "" : ` – ${where}`}：${value}`,
  noData: (name, where) => `数据中断：${name}${where === "" ? "" : ` – ${where}`}`,
  ruleWithoutData: (name, evaluations) => `无从判断：${name} 已连续 ${plain(evaluations)} 次评估回答过少`,
  ruleFailed: (name) => `无法评估：${name}`,
  ruleFailedBecause: "规则本身出错；修复之前无人监测此项",
  recoveredBecause: (evaluations) => `连续 ${plain(evaluations)} 次评估未再出现`,
  noDataBecause: "此前处于告警状态，现在回答过少，无法判断是否仍然如此",
  noteRecovered: "告警已恢复。",
  caseTitle: (name, answer, stage) =>
    [name, answer, stage].filter((part) => part !== null && part !== "").join(" – "),
  answered: (label, value, max) =>
    max === null ? `${label}：${plain(value)}` : `${label}：${plain(value)}/${plain(max)}`,
  rating: "评分",
  again: (title) => `再次：${title}`,
  noteAgain: (title) => `同一客户再次作答。${title}`,
  noteEdited: "客户修改了回答，不再需要人工跟进。",
  noteEditedBack: "客户再次修改了回答，又需要人工跟进。",
  noteWithdrawn: "工单所涉及的一个回答已被撤回，另有回答仍需人工跟进。",
  withdrawn: (title) => `已撤回：${title}`,
  erased: (id) => `已删除：工单 ${id}`,
  erasedBecause: "客户数据已删除，工单随之删除",
  withdrawnBecause: "工单所涉及的回答已被撤回",
  digest: (name, count, cases) => `${name}：另有 ${plain(count)} ${cases ? "个工单" : "条回答"}`,
  digestBecause: (most, cases) =>
    `一小时内超过 ${plain(most)} 条的部分，以及静默期间的内容，合并通知${cases ? "；每一条都有工单" : ""}`,
  reminders: (count) => `另有 ${plain(count)} 个工单已逾期`,
  together: (name, what, count) => {
    const parts = `另有 ${plain(count)} 个细分`;
    if (what === "alert") return `${name}：${parts}`;
    return what === "recovery" ? `已恢复：${name}：${parts}` : `数据中断：${name}：${parts}`;
  },
  togetherBecause: (parts, more, most) =>
    `${parts.join("；")}${more > 0 ? `；以及另外 ${plain(more)} 个` : ""}。同时超过 ${plain(most)} 个细分的部分合并通知`,
  assigned: (title) => `转交给您：${title}`,
  opened: (title) => `新工单：${title}`,
  overdueAcknowledge: (title) => `尚未确认：${title}`,
  overdueClose: (title) => `尚未结案：${title}`,
  escalated: (title, owner) => `${owner} 处仍未处理：${title}`,
};

/** How often chance alone does as much. */
function byChance(pValue: number): string {
  if (pValue > 0.5) return `这种结果也常常纯属偶然（${formatPValue(pValue)}）`;
  const often =
    pValue < 0.001
      ? "每 1,000 个时间窗中不到 1 个"
      : `约每 ${plain(Number((1 / pValue).toPrecision(pValue > 0.1 ? 1 : 2)))} 个时间窗中有 1 个`;
  return `${often}会因偶然出现这种结果（${formatPValue(pValue)}）`;
}

function spanInWords(unit: "m" | "h" | "d" | "w", count: number): string {
  return `${plain(count)} ${{ m: "分钟", h: "小时", d: "天", w: "周" }[unit]}`;
}

/** A number as somebody typed it: no digits that nobody gave. */
function plain(value: number): string {
  const decimals = /\.(\d+)/.exec(String(Number(value.toPrecision(12))))?.[1]?.length ?? 0;
  return formatNumber(value, { decimals: Math.min(6, decimals), locale });
}
