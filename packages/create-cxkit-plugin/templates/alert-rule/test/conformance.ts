import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { rulesFrom } from "@cxkit/alerts";
import { npsMetric } from "@cxkit/metrics";
import { myThing } from "../src/index.ts";

void test("a workspace takes it for a rule", () => {
  const [watched] = rulesFrom({ mine: myThing.data }, { metrics: { nps: npsMetric({ item: "recommend" }) } });
  equal(watched?.rule.watches, "window");
});
void test("it survives being written into a manifest", () =>
  deepEqual(JSON.parse(JSON.stringify(myThing.data)), myThing.data));
