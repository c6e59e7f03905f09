import type { Notification } from "@cxkit/core";

/**
 * A notification in which everything is said that a notification can say.
 *
 * @param idempotencyKey of this one
 * @example sampleNotification("1").case?.contact // => "producer"
 */
export function sampleNotification(idempotencyKey: string): Notification {
  const estimate = {
    value: -20,
    interval: { low: -48.2, high: 10.4 },
    standardError: 15.1,
    n: 40,
    effectiveN: 40,
    unit: "points",
    confidenceLevel: 0.95,
    method: "adjusted-wald",
  } as const;
  const difference = { ...estimate, value: -31, interval: { low: -55.5, high: -4.2 } };
  return {
    idempotencyKey,
    kind: "alert",
    title: "NPS of delivery is below 0",
    language: "en",
    to: { owner: "logistics" },
    at: "2026-03-01T09:30:00Z",
    since: "2026-03-01T08:00:00Z",
    rule: "delivery-nps",
    guarantee: "1 in 20 evaluations when nothing is wrong",
    because: "the whole interval lies below the target",
    estimate,
    comparison: {
      difference,
      test: "adjusted-wald-z",
      alternative: "two-sided",
      statistic: -2.3,
      pValue: 0.021,
    },
    answer: { item: "recommend", label: "Would you recommend us?", value: 2, scale: { min: 0, max: 10 } },
    where: {
      journey: "order",
      stage: "delivery",
      touchpoint: "parcel",
      channel: "web",
      segment: { region: "north", store: null },
    },
    verbatim: "It never came.\nNobody answers.",
    case: { id: "c-17", owner: "logistics", due: "2026-03-02T09:30:00Z", contact: "producer" },
    links: [
      { action: "acknowledge", url: "https://cx.example.com/case/c-17?do=acknowledge&token=abc" },
      { action: "producer", url: "https://survey.example.com/r/9" },
    ],
    facts: { threshold: 0 },
  };
}
