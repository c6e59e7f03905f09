import { equal } from "node:assert/strict";
import { test } from "node:test";
import type { Columns } from "@cxkit/core";
import { scoreMetric, type ScoreMetricData, tallyOf } from "@cxkit/metrics";
import { metricConformance } from "@cxkit/testkit/conformance";
import { myThing } from "../src/index.ts";

const { id, title, data } = myThing;
const metric = scoreMetric({ id, title, ...(data as unknown as Omit<ScoreMetricData, "id" | "title">) });
const value = Float64Array.of(5, 4, Number.NaN, 1, 3, 2, 5, Number.NaN, 4, 1, 1, 5);
const missing = Uint8Array.from(value, (one) => (Number.isNaN(one) ? 1 : 0));
const sample = { length: value.length, time: value.map((_, row) => row), value, missing, fields: {} };

/** What the scores come to, counted another way: the kit compares. */
const exact = ({ value: all, missing: none }: Columns): number | null => {
  const told = [...all].filter((_, row) => none?.[row] !== 1);
  return told.length === 0 ? null : (100 * told.filter((one) => one >= 4).length) / told.length;
};

for (const { name, check } of metricConformance(metric, sample, { exact })) void test(name, check);
void test("three of four answers on the two best points are 75 percent", () => {
  equal(metric.estimate(tallyOf([5, 4, 4, 1], { scale: { min: 1, max: 5 } })).value, 75);
});
