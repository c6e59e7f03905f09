/** The retailer's words in one language: headings, values and comments of its survey export. */
export interface RetailerWords {
  readonly id: string;
  readonly date: string;
  readonly channel: string;
  readonly region: string;
  readonly store: string;
  readonly email: string;
  readonly recommend: string;
  readonly comment: string;
  /** Heading per touchpoint id. */
  readonly touchpoints: { readonly [touchpoint: string]: string };
  readonly channels: { readonly [channel: string]: string };
  readonly regions: { readonly [region: string]: string };
  readonly storePrefix: string;
  readonly happy: readonly string[];
  readonly neutral: readonly string[];
  readonly unhappy: readonly string[];
  readonly refusedReturn: readonly string[];
  readonly regionDown: readonly string[];
  /** Sentences about anything; `#` stands for a number. */
  readonly details: readonly string[];
}

/** English and Chinese. */
export const retailerWords: { readonly en: RetailerWords; readonly zh: RetailerWords } = {
  en: {
    id: "Response ID",
    date: "Submitted at",
    channel: "Channel",
    region: "Region",
    store: "Store",
    email: "E-mail",
    recommend: "How likely are you to recommend us to a friend or colleague? (0-10)",
    comment: "What is the main reason for your score?",
    touchpoints: {
      search: "Satisfaction: finding products (search)",
      information: "Satisfaction: product information",
      advice: "Satisfaction: advice and comparison",
      assortment: "Satisfaction: assortment and availability",
      checkout: "Satisfaction: checkout",
      payment: "Satisfaction: payment",
      delivery: "Satisfaction: delivery",
      quality: "Satisfaction: product quality",
      returns: "Satisfaction: returns",
      service: "Satisfaction: customer service",
      loyalty: "Satisfaction: loyalty programme",
      reorder: "Satisfaction: ordering again",
    },
    channels: { web: "Web", app: "App", wechat: "WeChat", store: "Store", email: "E-mail", phone: "Phone" },
    regions: { north: "North", south: "South", east: "East", west: "West", central: "Central" },
    storePrefix: "Store",
    happy: [
      "Quick, friendly, no surprises.",
      "Everything arrived on time.",
      "Great choice and fair prices.",
      "The app makes it easy.",
    ],
    neutral: [
      "Fine overall.",
      "Nothing special.",
      "It was okay, the site is a bit slow.",
      "Good, but prices went up.",
    ],
    unhappy: [
      "Took far too long.",
      "Nobody could help me.",
      "The product broke after a week.",
      "I had to explain everything twice.",
    ],
    refusedReturn: [
      "The shop refused to take back what I had bought online.",
      "They told me online orders cannot be returned here any more. Call me: +44 7700 900123",
      "I drove there with the parcel and they sent me home. Write to jo.miller@example.com",
    ],
    regionDown: [
      "It has gone downhill here lately.",
      "Two orders in a row were late.",
      "This used to work so well.",
    ],
    details: [
      "I have been a customer for # years.",
      "I waited # minutes.",
      "My order had # items.",
      "I visit about # times a year.",
      "My neighbour says the same, and she has # orders a year.",
      "Row # in the shop is hard to find.",
    ],
  },
  zh: {
    id: "答卷编号",
    date: "提交时间",
    channel: "渠道",
    region: "大区",
    store: "门店",
    email: "邮箱",
    recommend: "您有多大可能向朋友或同事推荐我们？（0-10分）",
    comment: "您打这个分数的主要原因是什么？",
    touchpoints: {
      search: "满意度：商品搜索",
      information: "满意度：商品信息",
      advice: "满意度：导购与对比",
      assortment: "满意度：品类与库存",
      checkout: "满意度：下单结算",
      payment: "满意度：支付",
      delivery: "满意度：配送",
      quality: "满意度：商品质量",
      returns: "满意度：退货",
      service: "满意度：客服",
      loyalty: "满意度：会员计划",
      reorder: "满意度：再次购买",
    },
    channels: { web: "网站", app: "App", wechat: "微信", store: "门店", email: "电子邮件", phone: "电话" },
    regions: { north: "华北", south: "华南", east: "华东", west: "西部", central: "华中" },
    storePrefix: "门店",
    happy: ["很快，服务也热情。", "准时送到，包装完好。", "选择多，价格公道。", "小程序用起来很方便。"],
    neutral: ["整体还行。", "没什么特别的。", "还可以，就是网站有点慢。", "不错，就是涨价了。"],
    unhappy: ["等太久了。", "没人能帮我解决问题。", "用了一周就坏了。", "同样的话要说两遍。"],
    refusedReturn: [
      "网上买的东西，门店不给退。",
      "店员说线上订单现在不能在店里退了。请联系我：138 0013 8000",
      "我专门带着包裹去门店，结果被退回来了。邮箱 li.na@example.com",
    ],
    regionDown: ["最近明显变差了。", "连着两单都晚到。", "以前一直很好的。"],
    details: [
      "我是#年的老顾客了。",
      "等了#分钟。",
      "这一单买了#件。",
      "我一年大概来#次。",
      "邻居也这么说，她一年要下#单。",
      "#号货架不好找。",
    ],
  },
};
