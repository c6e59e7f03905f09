import { defineMetric } from "@cxkit/core";
import { scoreMetric } from "@cxkit/metrics";

/** Net share of the best over the worst point of five. What a table of scores cannot say goes into members of its own beside it. */
export const myThing = defineMetric({
  ...scoreMetric({
    id: "my-thing",
    title: "My thing",
    select: { types: ["survey.responded"], item: "satisfaction" },
    scale: { min: 1, max: 5, step: 1 },
    scores: [-100, 0, 0, 0, 100],
    unit: "points",
    interval: "adjusted-wald",
  }),
});
