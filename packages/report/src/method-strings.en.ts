import type { ReportStrings } from "./report-strings.ts";

/** How the numbers were made, in English. */
export const englishMethods: Pick<
  ReportStrings,
  "methodIntro" | "method" | "test" | "correction" | "correctionLevels" | "metricBase" | "unit"
> = {
  methodIntro: (percent) =>
    `Every interval is at ${percent} %: a procedure that, repeated on new samples of the same customers, holds the true value that often. It covers chance, not who was asked or who chose to answer.`,
  method: {
    "adjusted-wald": "adjusted Wald, 3 pseudo-responses (Rocks 2016)",
    score: "score interval of a net share (Tango 1998)",
    wald: "Wald (normal approximation, unadjusted)",
    wilson: "Wilson score interval (1927)",
    "clopper-pearson": "Clopper–Pearson, exact binomial (1934)",
    "agresti-coull": "Agresti–Coull (1998)",
    jeffreys: "Jeffreys, beta quantiles",
    "bounded-score": "score interval for the mean of a bounded scale",
    "bounded-score-clustered":
      "score interval for the mean of a bounded scale, answers clustered by respondent",
    t: "Student’s t",
    welch: "Welch’s t, unequal variances",
    newcombe: "Newcombe’s hybrid score (1998)",
    "mover-score": "two score intervals combined (MOVER)",
    none: "no interval",
  },
  test: {
    z: "z test",
    "pooled-z": "z test, pooled",
    "adjusted-wald-z": "adjusted Wald z test",
    "welch-t": "Welch’s t test",
    "score-z": "score z test",
  },
  correction: {
    "benjamini-hochberg": "corrected after Benjamini and Hochberg (1995), false discovery rate 5 %",
    holm: "corrected after Holm (1979)",
    bonferroni: "corrected after Bonferroni",
    "benjamini-yekutieli": "corrected after Benjamini and Yekutieli (2001)",
    none: "not corrected",
  },
  correctionLevels: (correction, level, segmentLevel) =>
    `${correction.replace(/, false discovery rate.*$/, "")}, false discovery rate ${level} % for scores, places and stages, ${segmentLevel} % within segments`,
  metricBase: {
    nps: "Share of promoters (9–10) minus share of detractors (0–6), all answers on 0–10",
    csat: "Share of answers on the two best points, all answers on the scale",
    ces: "Mean of all answers on the scale, easier is better",
    rating: "Mean of all answers on the scale",
  },
  unit: {
    points: "points, −100 to 100",
    percent: "percent, 0 to 100",
    "scale-point": "scale points",
    second: "seconds",
    count: "count",
    ratio: "ratio",
    probability: "probability, 0 to 1",
    none: "none",
  },
};
