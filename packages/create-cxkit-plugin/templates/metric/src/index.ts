import { defineMetricData } from "@cxkit/core";

/** Share of answers on the two best of five points: a score per scale point, and no code that runs. */
export const myThing = defineMetricData({
  id: "my-thing",
  title: "My thing",
  data: {
    select: { types: ["survey.responded"], item: "satisfaction" },
    scale: { min: 1, max: 5, step: 1 },
    scores: [0, 0, 0, 100, 100],
    unit: "percent",
    interval: "wilson",
    better: "higher",
  },
});
