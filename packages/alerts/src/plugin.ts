import { type DataContribution, type Defined, defineAlertRuleData } from "@cxkit/core";

/**
 * Somebody who answered `recommend` with 6 or less needs a person, as data: what a workspace's `rules` take.
 *
 * @example detractorNeedsPerson.data["kind"] // => "needs-person"
 */
export const detractorNeedsPerson: Defined<DataContribution, "alert-rule-data"> = defineAlertRuleData({
  id: "detractor-needs-person",
  title: "A detractor needs a person",
  data: { kind: "needs-person", item: "recommend", atMost: 6 },
});
