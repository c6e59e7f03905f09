import { describe, expect, it } from "vitest";
import { fiveStageJourney } from "./five-stage-journey.ts";
import { stageOf } from "./stage-of.ts";

const ofLabel = (label: string): string | null => stageOf(fiveStageJourney, { label });

describe("stageOf places the headings of a retailer's survey", () => {
  it.each([
    ["Satisfaction: finding products (search)", "research"],
    ["Satisfaction: product information", "research"],
    ["Satisfaction: advice and comparison", "select"],
    ["Satisfaction: assortment and availability", "select"],
    ["Satisfaction: checkout", "purchase"],
    ["Satisfaction: payment", "purchase"],
    ["Satisfaction: delivery", "use"],
    ["Satisfaction: product quality", "use"],
    ["Satisfaction: returns", "use"],
    ["Satisfaction: customer service", "use"],
    ["Satisfaction: loyalty programme", "repurchase"],
    ["Satisfaction: ordering again", "repurchase"],
    ["满意度：商品搜索", "research"],
    ["满意度：商品信息", "research"],
    ["满意度：导购与对比", "select"],
    ["满意度：品类与库存", "select"],
    ["满意度：下单结算", "purchase"],
    ["满意度：支付", "purchase"],
    ["满意度：配送", "use"],
    ["满意度：商品质量", "use"],
    ["满意度：退货", "use"],
    ["满意度：客服", "use"],
    ["满意度：会员计划", "repurchase"],
    ["满意度：再次购买", "repurchase"],
  ])("%s → %s", (label, stage) => {
    expect(ofLabel(label)).toBe(stage);
  });
});

describe("stageOf does not guess", () => {
  it.each([
    "Restaurants",
    "Signage",
    "Q7WIFI",
    "Q8COUNTRY",
    "Cleanliness of restrooms",
    "Please select your age",
    "How often do you use our website?",
    "Overall service",
    "Overall evaluation",
    "Taking everything into account",
    "How likely are you to recommend us?",
    "Will you return?",
    "服务质量",
    "总体评价",
    "您有多大可能向朋友推荐我们？",
    "您是否使用过我们的产品？",
    "",
    "???",
  ])("where nothing fits: %s", (label) => {
    expect(ofLabel(label)).toBeNull();
  });

  it.each([
    "Price and delivery",
    "Staff at the checkout and customer service",
    "Payment of refunds",
    "价格与配送",
    "客服排队时间",
  ])("where two stages fit: %s", (label) => {
    expect(ofLabel(label)).toBeNull();
  });
});
