import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { rulesFrom } from "@cxkit/alerts";
import type { AlertRule } from "@cxkit/core";
import { npsMetric, tallyOf } from "@cxkit/metrics";
import { alertRuleConformance } from "@cxkit/testkit/conformance";
import { myThing } from "../src/index.ts";

const nps = npsMetric({ item: "recommend" });
const [watched] = rulesFrom({ mine: myThing.data }, { metrics: { nps } });
if (!watched) throw new Error("a workspace takes it for no rule");
const { params } = watched;
// Its code is CXKit's own, and runs here.
const watchedRule = watched.rule as AlertRule;
const days = { from: "2026-03-01T00:00:00Z", below: "2026-03-29T00:00:00Z", now: "2026-03-29T00:00:00Z" };

/** Four weeks in which so many answered 10, 8 and 2. */
function seen(...[promoters, passives, detractors]: readonly [number, number, number]) {
  const points = [Array(promoters).fill(10), Array(passives).fill(8), Array(detractors).fill(2)].flat();
  const tally = tallyOf(points as number[], { scale: nps.scale });
  const estimateAt = (confidenceLevel: number) => nps.estimate(tally, { confidenceLevel });
  const estimate = nps.estimate(tally);
  return { kind: "window", better: "higher", segment: {}, estimate, estimateAt, ...days } as const;
}

const samples = {
  params,
  seen: [seen(50, 30, 20), seen(30, 30, 40), seen(5, 3, 2)],
  worsening: [seen(60, 30, 10), seen(50, 30, 20), seen(40, 30, 30), seen(10, 30, 60)],
};
const { minimumN } = params as { readonly minimumN: number };

// Who is told of it, and when it is over (L9), is the engine's: it is tried where it is written.
for (const { name, check } of alertRuleConformance(watchedRule, samples, { leastN: minimumN }))
  void test(name, check);
void test("a workspace takes it for a rule over windows", () => equal(watchedRule.watches, "window"));
void test("it survives being written into a manifest", () =>
  deepEqual(JSON.parse(JSON.stringify(myThing.data)), myThing.data));
