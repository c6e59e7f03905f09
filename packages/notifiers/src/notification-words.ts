import type { Notification, NotificationLink } from "@cxkit/core";

/** What a message says in one language. */
export interface NotificationWords {
  readonly kinds: { readonly [kind in Notification["kind"]]: string };
  readonly colon: string;
  readonly value: string;
  readonly change: string;
  readonly answer: string;
  readonly others: string;
  readonly ofScale: (value: string, low: string, high: string) => string;
  readonly because: string;
  readonly since: string;
  readonly at: string;
  readonly journey: string;
  readonly stage: string;
  readonly touchpoint: string;
  readonly channel: string;
  readonly segment: string;
  readonly unknown: string;
  readonly rule: string;
  readonly guarantee: string;
  readonly case: string;
  readonly owner: string;
  readonly due: string;
  readonly contact: string;
  readonly contacts: { readonly [kind in NonNullable<Notification["case"]>["contact"]]: string };
  readonly verbatim: string;
  readonly verbs: { readonly [action in NotificationLink["action"]]: string };
  readonly toDo: string;
}

const english: NotificationWords = {
  kinds: {
    alert: "Alert",
    recovery: "Recovered",
    "no-data": "No data",
    case: "A customer needs an answer",
    reminder: "Overdue",
  },
  colon: ": ",
  value: "Value",
  change: "Change",
  answer: "Answer",
  others: "Also rated low",
  ofScale: (value, low, high) => `${value} on a scale of ${low} to ${high}`,
  because: "Why",
  since: "Since",
  at: "As of",
  journey: "Journey",
  stage: "Stage",
  touchpoint: "Touchpoint",
  channel: "Channel",
  segment: "Segment",
  unknown: "not told",
  rule: "Rule",
  guarantee: "False alarms",
  case: "Case",
  owner: "Owner",
  due: "Due",
  contact: "Contact",
  contacts: {
    vault: "the customer can be contacted; the details are with the case",
    producer: "the customer can be contacted where the answer was given",
    "not-contactable": "the customer is not contactable",
  },
  verbatim: "In the customer's words",
  verbs: {
    acknowledge: "Take it on",
    note: "Add a note",
    close: "Close the case",
    producer: "See the answer where it was given",
    open: "Open",
  },
  toDo: "What you can do",
};

const chinese: NotificationWords = {
  kinds: {
    alert: "告警",
    recovery: "已恢复",
    "no-data": "无数据",
    case: "有客户等待答复",
    reminder: "已逾期",
  },
  colon: "：",
  value: "数值",
  change: "变化",
  answer: "回答",
  others: "同时评分较低",
  ofScale: (value, low, high) => `${value}（量表 ${low} 至 ${high}）`,
  because: "原因",
  since: "起始",
  at: "截至",
  journey: "旅程",
  stage: "阶段",
  touchpoint: "触点",
  channel: "渠道",
  segment: "细分",
  unknown: "未提供",
  rule: "规则",
  guarantee: "误报",
  case: "工单",
  owner: "负责人",
  due: "期限",
  contact: "联系",
  contacts: {
    vault: "可以联系该客户，联系方式见工单",
    producer: "可以在收到该回答的系统中联系该客户",
    "not-contactable": "无法联系该客户",
  },
  verbatim: "客户原话",
  verbs: {
    acknowledge: "接手处理",
    note: "添加备注",
    close: "关闭工单",
    producer: "在原系统中查看该回答",
    open: "打开",
  },
  toDo: "可以做什么",
};

/** The words of a notification's language. */
export function wordsOf({ language }: Pick<Notification, "language">): NotificationWords {
  return language === "zh" ? chinese : english;
}
