import { scoreInterval } from "@cxkit/stats";
import { expect, it } from "vitest";
import { npsFromClasses } from "./nps-from-classes.ts";
import { npsFromCounts } from "./nps-from-counts.ts";

it("npsFromClasses gives what the eleven counts give, without their tally", () => {
  for (const options of [{}, { interval: scoreInterval, confidenceLevel: 0.9 }]) {
    const {
      tally: _tally,
      missing: _missing,
      rejected: _rejected,
      ...rest
    } = npsFromCounts([0, 0, 0, 0, 4, 0, 0, 3, 0, 0, 5], options);
    expect(npsFromClasses({ promoters: 5, passives: 3, detractors: 4 }, options)).toEqual(rest);
  }
});

it("npsFromClasses says nothing of nobody, and refuses what is no count", () => {
  expect(npsFromClasses({ promoters: 0, passives: 0, detractors: 0 }).value).toBeNull();
  expect(() => npsFromClasses({ promoters: -1, passives: 0, detractors: 0 })).toThrow(
    "npsFromClasses requires whole promoters ≥ 0, got -1",
  );
  expect(() => npsFromClasses({ promoters: 1, passives: 0.5, detractors: 0 })).toThrow("passives");
});
