import { equal } from "node:assert/strict";
import { test } from "node:test";
import type { Columns } from "@cxkit/core";
import { tallyOf } from "@cxkit/metrics";
import { metricConformance } from "@cxkit/testkit/conformance";
import { myThing } from "../src/index.ts";

const value = Float64Array.of(5, 4, Number.NaN, 1, 3, 2, 5, Number.NaN, 4, 1, 1, 5);
const missing = Uint8Array.from(value, (one) => (Number.isNaN(one) ? 1 : 0));
const sample = { length: value.length, time: value.map((_, row) => row), value, missing, fields: {} };

/** What the scores come to, counted another way: the kit compares. */
const exact = ({ value: all, missing: none }: Columns): number | null => {
  const told = [...all].filter((_, row) => none?.[row] !== 1);
  const [best, worst] = [5, 1].map((point) => told.filter((one) => one === point).length);
  return told.length === 0 ? null : (100 * (best! - worst!)) / told.length;
};

for (const { name, check } of metricConformance(myThing, sample, { exact })) void test(name, check);
void test("two best and one worst of four answers are 25 points", () => {
  equal(myThing.estimate(tallyOf([5, 5, 3, 1], { scale: { min: 1, max: 5 } })).value, 25);
});
