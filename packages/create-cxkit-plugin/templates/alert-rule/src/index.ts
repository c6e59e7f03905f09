import { defineAlertRuleData } from "@cxkit/core";

/** A known kind of rule with your numbers. Data: no code runs. */
export const myThing = defineAlertRuleData({
  id: "my-thing",
  title: "My thing",
  data: {
    kind: "below-target",
    metric: "nps",
    target: 30,
    minimumN: 50,
    falseAlarms: 0.01,
    window: "28d",
    every: "7d",
    by: ["stage"],
  },
});
