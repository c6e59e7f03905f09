/** A metric with code, as an author writes one: a loop over a column. */
export const metric = {
  kind: "metric",
  spec: "v1",
  id: "level",
  title: "Level",
  unit: "scale-point",
  better: "higher",
  select: { types: ["survey.responded"], item: "effort" },
  empty: () => ({
    kind: "scale",
    scale: { min: 1, max: 7, step: 1 },
    counts: [0, 0, 0, 0, 0, 0, 0],
    missing: {},
  }),
  merge: (left) => left,
  fold({ counts }, { length, value }) {
    for (let row = 0; row < length; row += 1) counts[value[row] - 1] += 1;
  },
  estimate: ({ counts }) => {
    const n = counts.reduce((sum, count) => sum + count, 0);
    const value = counts.reduce((sum, count, at) => sum + count * (at + 1), 0) / n;
    return {
      value,
      interval: null,
      standardError: null,
      n,
      effectiveN: n,
      unit: "scale-point",
      confidenceLevel: 0.95,
      method: "none",
    };
  },
};
