import { equal } from "node:assert/strict";
import { test } from "node:test";
import { tallyOf } from "@cxkit/metrics";
import { metricConformance } from "@cxkit/testkit/conformance";
import { myThing } from "../src/index.ts";

const value = Float64Array.of(5, 4, Number.NaN, 1, 3, 2, 5, Number.NaN, 4, 1, 1, 5);
const missing = Uint8Array.from(value, (one) => (Number.isNaN(one) ? 1 : 0));
const sample = { length: value.length, time: value.map((_, row) => row), value, missing, fields: {} };

for (const { name, check } of metricConformance(myThing, sample)) void test(name, check);
void test("two best and one worst of four answers are 25 points", () => {
  equal(myThing.estimate(tallyOf([5, 5, 3, 1], { scale: { min: 1, max: 5 } })).value, 25);
});
