import { describe, expect, it } from "vitest";
import {
  breakOffRate,
  churnRate,
  completionRate,
  contactRate1,
  cooperationRate2,
  type Dispositions,
  estimatedEligibility,
  firstContactResolution,
  npsFromClasses,
  npsFromCounts,
  productMarketFit,
  refusalRate2,
  responseRate1,
  responseRate4,
  retentionRate,
  sentimentIndex,
} from "./index.ts";

/** Every function over counts, with one count given and the others 3. */
const functions: { readonly [name: string]: (count: number) => unknown } = {
  npsFromCounts: (count) => npsFromCounts([count, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]),
  npsFromClasses: (count) => npsFromClasses({ promoters: 3, passives: 3, detractors: count }),
  sentimentIndex: (count) => sentimentIndex({ positive: 3, neutral: count, negative: 3 }),
  productMarketFit: (count) => productMarketFit({ very: 3, somewhat: 3, not: 3, lapsed: count }),
  firstContactResolution: (count) =>
    firstContactResolution({ resolved: 3, unresolved: 3, unresolvable: count }),
  completionRate: (count) => completionRate({ started: 3, completed: count }),
  breakOffRate: (count) => breakOffRate({ started: count, completed: 0 }),
  churnRate: (count) => churnRate({ customersAtStart: 3, lost: count }),
  retentionRate: (count) => retentionRate({ customersAtStart: count, lost: 0 }),
  ...Object.fromEntries(
    (["complete", "partial", "refusal", "nonContact", "other", "unknownOther", "ineligible"] as const).map(
      (name) => {
        const cases = (count: number): Dispositions => ({ complete: 3, [name]: count });
        return [`responseRate1 of ${name}`, (count: number) => responseRate1(cases(count))];
      },
    ),
  ),
  contactRate1: (count) => contactRate1({ complete: count }),
  cooperationRate2: (count) => cooperationRate2({ complete: 3, partial: count }),
  refusalRate2: (count) => refusalRate2({ complete: 3, refusal: count }, { eligibility: 0.5 }),
  responseRate4: (count) => responseRate4({ complete: 3, unknownHousehold: count }, { eligibility: 0.5 }),
  estimatedEligibility: (count) => estimatedEligibility({ complete: 3, ineligible: count }),
};

describe.each(Object.entries(functions))("%s", (name, of) => {
  it.each([-1, 1.5, NaN, Infinity, -Infinity, 2 ** 53])("refuses a count of %d by name", (count) => {
    expect(() => of(count)).toThrow(RangeError);
    expect(() => of(count)).toThrow(new RegExp(`^${name.split(" ")[0]} requires whole .*got ${count}`));
  });

  it("takes 0", () => {
    expect(() => of(0)).not.toThrow();
  });
});
