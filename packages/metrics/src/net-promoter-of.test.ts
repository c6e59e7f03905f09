import { scoreInterval } from "@cxkit/stats";
import { expect, it } from "vitest";
import { netPromoterOf } from "./net-promoter-of.ts";
import { npsFromCounts } from "./nps-from-counts.ts";

it("netPromoterOf gives what the eleven counts give, without their tally", () => {
  for (const options of [{}, { interval: scoreInterval, confidenceLevel: 0.9 }]) {
    const {
      tally: _tally,
      missing: _missing,
      rejected: _rejected,
      ...rest
    } = npsFromCounts([0, 0, 0, 0, 4, 0, 0, 3, 0, 0, 5], options);
    expect(netPromoterOf({ promoters: 5, passives: 3, detractors: 4 }, options)).toEqual(rest);
  }
});

it("netPromoterOf says nothing of nobody, and refuses what is no count", () => {
  expect(netPromoterOf({ promoters: 0, passives: 0, detractors: 0 }).value).toBeNull();
  expect(() => netPromoterOf({ promoters: -1, passives: 0, detractors: 0 })).toThrow(
    "netPromoterOf requires whole promoters ≥ 0, got -1",
  );
  expect(() => netPromoterOf({ promoters: 1, passives: 0.5, detractors: 0 })).toThrow("passives");
});
