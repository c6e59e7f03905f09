/** What a plugin can begin with. */
export interface Template {
  /** Said where somebody chooses. */
  readonly title: string;
  /** Kind of its contribution, as in the keyword `cxkit-<kind>`. */
  readonly kind: "channel" | "metric" | "journey" | "alert-rule" | "notifier";
  /** Packages that its code needs, and those that its test needs besides; those of CXKit at the version of this one. */
  readonly needs: readonly string[];
  readonly tests: readonly string[];
  /** What it asks for, with a reason each. */
  readonly capabilities: object;
}

/** Name of a template. */
export type TemplateId = "channel" | "metric" | "metric-code" | "journey" | "alert-rule" | "notifier";

/** What a plugin can begin with, data before code where there is both. */
export const templates: { readonly [id in TemplateId]: Template } = {
  channel: {
    title: "a channel: what a producer sends, as events",
    kind: "channel",
    needs: ["@cxkit/channels", "@cxkit/core", "zod"],
    tests: ["@cxkit/signing", "@cxkit/testkit"],
    capabilities: { secrets: [{ name: "webhook", why: "Proves that a review is the shop's." }] },
  },
  metric: {
    title: "a metric that is data: what each answer scores, no code runs",
    kind: "metric",
    needs: ["@cxkit/core"],
    tests: ["@cxkit/metrics", "@cxkit/testkit"],
    capabilities: {},
  },
  "metric-code": {
    title: "a metric with code",
    kind: "metric",
    needs: ["@cxkit/core", "@cxkit/metrics"],
    tests: ["@cxkit/testkit"],
    capabilities: {},
  },
  journey: {
    title: "a journey: stages and touchpoints, no code runs",
    kind: "journey",
    needs: ["@cxkit/core"],
    tests: ["@cxkit/testkit"],
    capabilities: {},
  },
  "alert-rule": {
    title: "an alert rule that is data: a known rule with your numbers, no code runs",
    kind: "alert-rule",
    needs: ["@cxkit/core"],
    tests: ["@cxkit/alerts", "@cxkit/metrics", "@cxkit/testkit"],
    capabilities: {},
  },
  notifier: {
    title: "a notifier: where alerts go",
    kind: "notifier",
    needs: ["@cxkit/core", "zod"],
    tests: ["@cxkit/signing", "@cxkit/testkit"],
    capabilities: {
      network: [{ host: "${config:server}", methods: ["POST"], why: "Posts the alert." }],
      secrets: [{ name: "token", hosts: ["${config:server}"], why: "Signs in to the chat." }],
      data: [{ classes: ["behavioural"], why: "Says what the customer answered." }],
    },
  },
};
