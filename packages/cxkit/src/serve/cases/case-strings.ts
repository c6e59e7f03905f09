import type { CaseLink, LinkRefusal } from "@cxkit/host";

/** The words of the case pages in one language. */
export interface CaseStrings {
  readonly case: string;
  readonly said: string;
  readonly where: string;
  readonly answer: string;
  readonly answerOf: (value: string, max: number | null) => string;
  readonly owner: string;
  readonly opened: string;
  readonly due: string;
  readonly overdue: string;
  readonly state: string;
  readonly states: { readonly open: string; readonly acknowledged: string; readonly closed: string };
  readonly steps: string;
  readonly step: (type: string, by: string) => string;
  readonly noSteps: string;
  readonly note: string;
  readonly optional: string;
  readonly noteNeeded: string;
  readonly noteTooLong: (most: number) => string;
  readonly ask: {
    readonly [action in CaseLink["action"]]: { readonly heading: string; readonly button: string };
  };
  readonly done: {
    readonly [action in CaseLink["action"]]: { readonly heading: string; readonly text: string };
  };
  readonly contact: string;
  readonly contactHidden: string;
  readonly showContact: string;
  readonly contactNotYours: string;
  readonly notContactable: string;
  readonly atProducer: string;
  readonly refused: {
    readonly [reason in LinkRefusal["reason"]]: { readonly heading: string; readonly text: string };
  };
  readonly problems: { readonly [status: number]: { readonly heading: string; readonly text: string } };
  readonly problem: { readonly heading: string; readonly text: string };
}

export const en: CaseStrings = {
  case: "Case",
  said: "What the customer said",
  where: "Where",
  answer: "Answer",
  answerOf: (value, max) => (max === null ? value : `${value} of ${max}`),
  owner: "Owner",
  opened: "Opened",
  due: "Due",
  overdue: "overdue",
  state: "State",
  states: { open: "open, nobody has taken it yet", acknowledged: "somebody is on it", closed: "closed" },
  steps: "What happened so far",
  step: (type, by) =>
    ({
      "case.opened": `Opened by ${by}`,
      "case.acknowledged": `Taken by ${by}`,
      "case.noted": `Note by ${by}`,
      "case.assigned": `Handed over by ${by}`,
      "case.reminded": `Reminder to ${by}`,
      "case.contacted": `Contact details shown to ${by}`,
      "case.closed": `Closed by ${by}`,
      "case.reopened": `Opened again by ${by}`,
    })[type] ?? `${type}, ${by}`,
  noSteps: "Nothing yet.",
  note: "Note",
  optional: "optional",
  noteNeeded: "Please write the note first.",
  noteTooLong: (most) => `The note is too long: ${most} characters at most.`,
  ask: {
    acknowledge: { heading: "Take this case", button: "I am on it" },
    note: { heading: "Add a note", button: "Save the note" },
    close: { heading: "Close this case", button: "Close the case" },
  },
  done: {
    acknowledge: {
      heading: "The case is yours",
      text: "Everybody can see that you are on it. You can close this page.",
    },
    note: { heading: "The note is saved", text: "It is now part of the case. You can close this page." },
    close: { heading: "The case is closed", text: "Thank you for following it up. You can close this page." },
  },
  contact: "How to reach the customer",
  contactHidden: "Not shown until you ask. That you looked is recorded with the case.",
  showContact: "Show contact details",
  contactNotYours: "Shown to the owner of the case only.",
  notContactable: "There is no way to reach this customer: no address was given, or it was removed.",
  atProducer: "Open the customer's page where the answer was given",
  refused: {
    invalid: {
      heading: "This link leads nowhere",
      text: "It may have been cut off on its way. Open it from the message again, or copy the whole address.",
    },
    expired: {
      heading: "This link has expired",
      text: "Links in messages work for a limited time. Use the link in the latest message about the case, or ask whoever runs the workspace.",
    },
    used: {
      heading: "This link has been used",
      text: "What it asks for is done, and each link works once. For the next step use another link in the message.",
    },
    "not-possible": {
      heading: "This is no longer possible",
      text: "The case has moved on since the message was sent. Use the link in the latest message about it.",
    },
  },
  problems: {
    405: {
      heading: "That is no way to use this link",
      text: "Open it in a browser and use the button on the page.",
    },
    413: { heading: "That was too much text", text: "Go back and shorten the note." },
    415: {
      heading: "That is no form of ours",
      text: "Open the link in a browser and use the button on the page.",
    },
    429: { heading: "Too many requests", text: "Please wait a minute and try again. Nothing was changed." },
    503: {
      heading: "The workspace takes nothing right now",
      text: "Nothing was changed. Please try again in a few minutes.",
    },
  },
  problem: {
    heading: "That did not work",
    text: "Nothing was shown that should not be. Please try again later.",
  },
};

export const zh: CaseStrings = {
  case: "工单",
  said: "客户的原话",
  where: "环节",
  answer: "评分",
  answerOf: (value, max) => (max === null ? value : `${value}（满分 ${max}）`),
  owner: "负责人",
  opened: "开启时间",
  due: "截止时间",
  overdue: "已逾期",
  state: "状态",
  states: { open: "待处理，尚无人接手", acknowledged: "处理中", closed: "已关闭" },
  steps: "处理经过",
  step: (type, by) =>
    ({
      "case.opened": `由 ${by} 开启`,
      "case.acknowledged": `由 ${by} 接手`,
      "case.noted": `${by} 的备注`,
      "case.assigned": `由 ${by} 转交`,
      "case.reminded": `已提醒 ${by}`,
      "case.contacted": `${by} 查看了联系方式`,
      "case.closed": `由 ${by} 关闭`,
      "case.reopened": `由 ${by} 重新开启`,
    })[type] ?? `${type}，${by}`,
  noSteps: "暂无。",
  note: "备注",
  optional: "选填",
  noteNeeded: "请先填写备注。",
  noteTooLong: (most) => `备注过长：最多 ${most} 个字符。`,
  ask: {
    acknowledge: { heading: "接手此工单", button: "由我处理" },
    note: { heading: "添加备注", button: "保存备注" },
    close: { heading: "关闭此工单", button: "关闭工单" },
  },
  done: {
    acknowledge: { heading: "工单已由您接手", text: "其他人可以看到您正在处理。您可以关闭此页面。" },
    note: { heading: "备注已保存", text: "备注已记入工单。您可以关闭此页面。" },
    close: { heading: "工单已关闭", text: "感谢您的跟进。您可以关闭此页面。" },
  },
  contact: "如何联系客户",
  contactHidden: "点击后才会显示，查看会记录在工单中。",
  showContact: "显示联系方式",
  contactNotYours: "仅工单负责人可见。",
  notContactable: "无法联系此客户：未留下联系方式，或已被删除。",
  atProducer: "在问卷平台打开该客户的页面",
  refused: {
    invalid: { heading: "链接无效", text: "链接可能不完整。请从消息中重新打开，或复制完整地址。" },
    expired: {
      heading: "链接已过期",
      text: "消息中的链接有有效期。请使用该工单最新消息中的链接，或联系工作区的管理者。",
    },
    used: {
      heading: "链接已使用",
      text: "该操作已完成，每个链接只能使用一次。下一步操作请使用消息中的其他链接。",
    },
    "not-possible": {
      heading: "无法再执行此操作",
      text: "消息发出后工单状态已变化。请使用该工单最新消息中的链接。",
    },
  },
  problems: {
    405: { heading: "不能这样使用此链接", text: "请在浏览器中打开，并使用页面上的按钮。" },
    413: { heading: "内容过长", text: "请返回并缩短备注。" },
    415: { heading: "无法识别的表单", text: "请在浏览器中打开链接，并使用页面上的按钮。" },
    429: { heading: "请求过于频繁", text: "请稍等一分钟再试。没有任何更改。" },
    503: { heading: "工作区暂时无法受理", text: "没有任何更改。请几分钟后再试。" },
  },
  problem: { heading: "操作未成功", text: "请稍后再试。" },
};
