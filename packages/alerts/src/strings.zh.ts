import { formatEstimate, formatNumber, formatPValue } from "@cxkit/core/format";
import type { AlertStrings } from "./alert-strings.ts";

const locale = "zh";

/** Alerts in Chinese (simplified). */
export const chineseStrings: AlertStrings = {
  colon: "：",
  worseThanTarget: (estimate, target, better, pValue) =>
    `${formatEstimate(estimate, { locale })}，目标为${better === "higher" ? "至少" : "至多"} ${plain(target)}；若实际达标，仅由抽样波动造成的概率：${formatPValue(pValue)}`,
  changedFrom: (estimate, earlier, { difference }, pValue) =>
    `${formatEstimate(estimate, { locale })}，此前 ${formatEstimate(earlier, { locale })}；差值 ${formatNumber(difference.value ?? 0, { unit: difference.unit, sign: "always", locale })}；若无变化，仅由抽样波动造成的概率：${formatPValue(pValue)}`,
  atMost: (value, limit) => `回答 ${plain(value)}，不高于 ${plain(limit)}`,
  atLeast: (value, limit) => `回答 ${plain(value)}，不低于 ${plain(limit)}`,
  guarantee: (guarantee) => {
    if (guarantee.kind === "false-alarm-rate") {
      return `一切正常时，每次评估误报的概率不超过 ${plain(guarantee.perEvaluation * 100)}%`;
    }
    return guarantee.kind === "average-run-length"
      ? `一切正常时，平均每 ${plain(guarantee.evaluations)} 次评估误报一次`
      : "针对单个客户的回答，不涉及误报率";
  },
  segment: (values) => values.join("、"),
  absent: "（无）",
  alert: (name, where, value) => `${name}${where === "" ? "" : ` – ${where}`}：${value}`,
  recovery: (name, where, value) => `已恢复：${name}${where === "" ? "" : ` – ${where}`}：${value}`,
  noData: (name, where) => `数据中断：${name}${where === "" ? "" : ` – ${where}`}`,
  ruleWithoutData: (name, evaluations) => `无从判断：${name} 已连续 ${plain(evaluations)} 次评估回答过少`,
  ruleFailed: (name) => `无法评估：${name}`,
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
  withdrawn: (title) => `已撤回：${title}`,
  erased: (id) => `已删除：工单 ${id}`,
  erasedBecause: "客户数据已删除，工单随之删除",
  withdrawnBecause: "工单所涉及的回答已被撤回",
  digest: (name, count) => `${name}：一小时内另有 ${plain(count)} 个工单`,
  digestBecause: (most) => `一小时内超过 ${plain(most)} 条时合并通知；每一条都有工单`,
  assigned: (title) => `转交给您：${title}`,
  opened: (title) => `新工单：${title}`,
  overdueAcknowledge: (title) => `尚未确认：${title}`,
  overdueClose: (title) => `尚未结案：${title}`,
  escalated: (title, owner) => `${owner} 处仍未处理：${title}`,
};

/** A number as somebody typed it: no digits that nobody gave. */
function plain(value: number): string {
  const decimals = /\.(\d+)/.exec(String(Number(value.toPrecision(12))))?.[1]?.length ?? 0;
  return formatNumber(value, { decimals: Math.min(6, decimals), locale });
}
