import { type AlertEngineOptions, belowTarget, changed, needsPerson } from "@cxkit/alerts";
import { typeform, type TypeformConfig } from "@cxkit/channels/typeform";
import { standardWebhook, type WebhookMapping } from "@cxkit/channels/webhook";
import type { Connection } from "@cxkit/host";
import { secret } from "@cxkit/host";
import { fiveStageJourney } from "@cxkit/journeys";
import { csatMetric, npsMetric } from "@cxkit/metrics";
import { formId } from "./payloads.ts";
import { type Retailer, touchpoints } from "./retailer.ts";

/** What the producers sign with. Made up, like everything else here. */
export interface RetailerSecrets {
  readonly application: string;
  readonly form: string;
}

const stars = { min: 1, max: 5, step: 1 };
/** An answer of so much or less, on 0–10: somebody should call. */
export const callAtMost = 2;
/** Top-two-box that returns should reach, in percent. */
export const returnsTarget = 60;

/** The retailer's two producers, as connections of its workspace. */
export function retailerConnections(
  { words }: Pick<Retailer, "words">,
  language: "en" | "zh",
  secrets: RetailerSecrets,
): readonly Connection[] {
  const meanings = [
    { item: "recommend", construct: "nps", label: { [language]: words.recommend } },
    ...touchpoints.map(({ id }) => ({
      item: id,
      construct: "csat",
      scale: stars,
      label: { [language]: words.touchpoints[id]! },
      touchpoint: id,
    })),
  ];
  const comment = { item: "comment", label: { [language]: words.comment } };
  const mapping: WebhookMapping = {
    source: "application:retailer",
    survey: "retailer",
    key: "response",
    revision: { path: "version", kind: "counter" },
    time: "answered_at",
    channel: { path: "channel" },
    contact: { email: "customer.email" },
    dimensions: { region: "place.region", store: "place.store" },
    items: meanings.map((meaning) => ({ ...meaning, path: `scores.${meaning.item}` })),
    verbatims: [{ ...comment, path: "comment" }],
  };
  const form: TypeformConfig = {
    form: formId,
    survey: "retailer",
    channel: "email",
    hidden: { region: "region", store: "store" },
    items: {
      ...Object.fromEntries(meanings.map((meaning) => [meaning.item, meaning])),
      comment: { ...comment, construct: "verbatim" },
    },
  };
  return [
    {
      id: "application",
      channel: standardWebhook,
      config: mapping,
      secrets: { webhook: [secret(secrets.application, "application")] },
    },
    {
      id: "form",
      channel: typeform,
      config: form,
      secrets: { webhook: [secret(secrets.form, "form")] },
    },
  ];
}

/** What the retailer watches, and who owns what. */
export function retailerAlerts(
  { words }: Pick<Retailer, "words">,
  language: "en" | "zh",
): AlertEngineOptions {
  const english = language === "en";
  return {
    language,
    zone: "UTC",
    journey: fiveStageJourney,
    routing: { fallback: "care", stages: { use: "returns-desk" } },
    items: { recommend: { label: english ? "Recommendation" : "推荐意愿", scale: { min: 0, max: 10 } } },
    rules: [
      {
        id: "very-unhappy",
        title: english ? "A very unhappy customer" : "非常不满的顾客",
        rule: needsPerson(),
        params: { item: "recommend", atMost: callAtMost },
      },
      {
        id: "returns-below-target",
        title: words.touchpoints["returns"]!,
        rule: belowTarget(),
        params: { target: returnsTarget },
        metric: csatMetric({ item: "returns" }),
        by: ["dimensions.store"],
        window: "28d",
      },
      {
        id: "recommendation-fell",
        title: english ? "NPS fell" : "NPS 下降",
        rule: changed(),
        params: {},
        metric: npsMetric({ item: "recommend" }),
        by: ["dimensions.region"],
        window: "28d",
      },
    ],
  };
}
