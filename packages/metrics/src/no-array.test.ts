import { describe, expect, it } from "vitest";
import { bottomBox } from "./bottom-box.ts";
import { ces } from "./ces.ts";
import { csat } from "./csat.ts";
import { enps } from "./enps.ts";
import { netSatisfaction } from "./net-satisfaction.ts";
import { nps } from "./nps.ts";
import { perceptionGap } from "./perception-gap.ts";
import { ratingMean } from "./rating-mean.ts";
import { rescaledMean } from "./rescaled-mean.ts";
import { sus } from "./sus.ts";
import { tallyOf } from "./tally-of.ts";
import { umuxLite } from "./umux-lite.ts";

/** What has answers and is no array: taken for one, they would all be lost without a word. */
const others: { readonly [what: string]: unknown } = {
  "a set": new Set([5, 4]),
  "a map": new Map([[5, 2]]),
  "a generator": [5, 4].values(),
  "a number": 5,
  "an object of counts": { counts: [1, 2] },
};

const functions: { readonly [name: string]: (answers: never) => unknown } = {
  nps,
  enps,
  csat: (answers) => csat(answers),
  bottomBox: (answers) => bottomBox(answers),
  netSatisfaction: (answers) => netSatisfaction(answers),
  ces: (answers) => ces(answers, { scale: { min: 1, max: 7 } }),
  ratingMean: (answers) => ratingMean(answers),
  rescaledMean: (answers) => rescaledMean(answers),
  perceptionGap: (answers) => perceptionGap(answers, answers),
  sus,
  umuxLite,
};

describe.each(Object.entries(functions))("%s", (name, measure) => {
  it.each(Object.entries(others))("refuses %s by name instead of losing its answers", (_, answers) => {
    expect(() => measure(answers as never)).toThrow(new RegExp(`^${name} requires `));
  });

  it("has no answers in an empty array", () => {
    expect(measure([] as never)).toMatchObject({ value: null, n: 0 });
  });
});

it("nps takes a tally by way of its counts, and refuses it as it is", () => {
  const tally = tallyOf([9, 10, 3], { scale: { min: 0, max: 10 } });
  expect(() => nps(tally as never)).toThrow("nps requires 0 to 10 or null, got object");
});
