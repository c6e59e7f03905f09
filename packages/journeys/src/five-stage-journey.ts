import type { Journey } from "@cxkit/core";
import { purchase } from "./five-stages/purchase.ts";
import { repurchase } from "./five-stages/repurchase.ts";
import { research } from "./five-stages/research.ts";
import { select } from "./five-stages/select.ts";
import { use } from "./five-stages/use.ts";

/**
 * The five stages in which retail and service customers are usually followed across channels: research, select, purchase,
 * use, repurchase, with the touchpoints that surveys of omnichannel retail ask about.
 *
 * Its aliases are the words by which survey items and columns speak of a touchpoint, in English and Chinese; for other
 * languages or trades copy it and add yours: a journey is plain data. Words that fit any stage ("service", "staff", "website",
 * "推荐", "评价") are left out on purpose: {@link stageOf} places an item only where one reading fits.
 *
 * @source stages: Lemon & Verhoef (2016), Understanding customer experience throughout the customer journey, Journal of
 *   Marketing 80(6) 69–96 (prepurchase, purchase, postpurchase), with prepurchase and postpurchase in two parts each
 * @example fiveStageJourney.stages.map(({ id }) => id) // => ["research", "select", "purchase", "use", "repurchase"]
 * @example fiveStageJourney.stages.map(({ title }) => title["zh"]) // => ["了解", "选择", "购买", "使用与服务", "复购"]
 */
export const fiveStageJourney: Journey = {
  id: "five-stage",
  title: { en: "Five-stage journey", zh: "五阶段客户旅程" },
  stages: [research, select, purchase, use, repurchase],
};
