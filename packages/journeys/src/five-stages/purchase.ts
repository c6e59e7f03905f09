import type { JourneyStage } from "@cxkit/core";

/** From the cart to the paid order. */
export const purchase: JourneyStage = {
  id: "purchase",
  title: { en: "Purchase", zh: "购买" },
  aliases: ["buying", "purchasing", "成交"],
  touchpoints: [
    {
      id: "checkout",
      title: { en: "Checkout", zh: "下单结算" },
      aliases: [
        "check-out",
        "shopping cart",
        "placing the order",
        "placing your order",
        "ordering",
        "order process",
        "purchase process",
        "结算",
        "下单",
        "购物车",
        "订购流程",
        "购买流程",
      ],
    },
    {
      id: "payment",
      title: { en: "Payment", zh: "支付" },
      aliases: ["payment methods", "payment options", "付款", "支付方式"],
    },
    {
      id: "price",
      title: { en: "Price and promotions", zh: "价格与促销" },
      aliases: [
        "price",
        "prices",
        "pricing",
        "value for money",
        "promotion",
        "promotions",
        "discounts",
        "coupons",
        "价格",
        "促销",
        "优惠",
        "优惠券",
        "性价比",
      ],
    },
    {
      id: "queue",
      title: { en: "Queue and staff at the checkout", zh: "收银排队与收银员" },
      aliases: [
        "queue",
        "queues",
        "queuing",
        "waiting in line",
        "cashier",
        "cashiers",
        "checkout staff",
        "排队",
        "收银",
        "收银员",
        "收银台",
      ],
    },
  ],
};
