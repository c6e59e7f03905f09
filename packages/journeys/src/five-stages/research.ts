import type { JourneyStage } from "@cxkit/core";

/** What customers do before they choose: looking for, and at, what there is. */
export const research: JourneyStage = {
  id: "research",
  title: { en: "Research", zh: "了解" },
  aliases: ["awareness", "discovery", "认知", "认知与了解"],
  touchpoints: [
    {
      id: "search",
      title: { en: "Search", zh: "商品搜索" },
      aliases: ["finding products", "finding what you need", "搜索", "查找商品"],
    },
    {
      id: "advertising",
      title: { en: "Advertising", zh: "广告" },
      aliases: ["advertisement", "advertisements", "ads", "commercials", "广告宣传"],
    },
    {
      id: "product-information",
      title: { en: "Product information", zh: "商品信息" },
      aliases: [
        "information about products",
        "product description",
        "product descriptions",
        "product details",
        "产品信息",
        "商品详情",
        "产品详情",
        "商品介绍",
        "产品介绍",
        "商品描述",
      ],
    },
    {
      id: "reviews",
      title: { en: "Customer reviews", zh: "用户评价" },
      aliases: ["reviews", "ratings and reviews", "product reviews", "商品评价", "买家评价", "口碑", "评论"],
    },
    {
      id: "price-information",
      title: { en: "Price information", zh: "价格信息" },
      aliases: ["price transparency", "price comparison", "comparing prices", "价格透明", "比价", "价格查询"],
    },
  ],
};
