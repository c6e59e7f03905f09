import type { JourneyStage } from "@cxkit/core";

/** What brings customers back. */
export const repurchase: JourneyStage = {
  id: "repurchase",
  title: { en: "Repurchase", zh: "复购" },
  aliases: ["repurchase", "loyalty", "retention", "复购", "忠诚", "忠诚度", "留存"],
  touchpoints: [
    {
      id: "loyalty-programme",
      title: { en: "Loyalty programme", zh: "会员计划" },
      aliases: [
        "loyalty program",
        "loyalty scheme",
        "loyalty card",
        "rewards programme",
        "rewards program",
        "membership",
        "会员",
        "会员权益",
        "会员积分",
        "积分",
      ],
    },
    {
      id: "reorder",
      title: { en: "Ordering again", zh: "再次购买" },
      aliases: [
        "reorder",
        "reordering",
        "re-ordering",
        "order again",
        "buying again",
        "repeat order",
        "repeat orders",
        "repeat purchase",
        "再次下单",
        "重复购买",
        "回购",
      ],
    },
    {
      id: "recommendations",
      title: { en: "Recommendations and newsletters", zh: "个性化推荐与资讯" },
      aliases: [
        "product recommendations",
        "personal recommendations",
        "personalised recommendations",
        "personalized recommendations",
        "newsletter",
        "newsletters",
        "商品推荐",
        "个性化推荐",
        "资讯推送",
      ],
    },
    {
      id: "renewal",
      title: { en: "Subscription renewal", zh: "续订" },
      aliases: ["renewal", "renewing", "contract renewal", "续约", "续费"],
    },
  ],
};
