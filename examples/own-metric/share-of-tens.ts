// A metric of your own is data: what to select, and what each scale point is worth.
import { readFileSync } from "node:fs";
import { formatEstimate } from "@cxkit/core/format";
import { scoreMetric, tallyOf } from "@cxkit/metrics";

const scale = { min: 0, max: 10, step: 1 };

/** Share of respondents who gave the full ten. */
const shareOfTens = scoreMetric({
  id: "acme.share-of-tens",
  title: "Share of tens",
  select: { types: ["survey.responded"], item: "recommend" },
  scale,
  scores: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100],
  unit: "percent",
  interval: "wilson",
});

const answers = readFileSync(new URL("answers.txt", import.meta.url), "utf8")
  .trim()
  .split(/\s+/)
  .map(Number);
console.log(formatEstimate(shareOfTens.estimate(tallyOf(answers, { scale })), { locale: "en" }));
