import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mixtureSprt } from "./mixture-sprt.ts";

describe("mixtureSprt", () => {
  it("is the likelihood ratio averaged over a normal prior, by quadrature", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0.2, max: 2, noNaN: true }),
        fc.double({ min: 0.1, max: 2, noNaN: true }),
        (difference, standardError, mixingDeviation) => {
          let average = 0;
          const step = 0.01;
          for (let x = -9; x <= 9; x += step) {
            const effect = x * mixingDeviation;
            const logRatio = (effect * difference - (effect * effect) / 2) / standardError ** 2;
            average += (Math.exp(logRatio - (x * x) / 2) / Math.sqrt(2 * Math.PI)) * step;
          }
          const got = mixtureSprt({ difference, standardError, mixingDeviation });
          expect(got.logLikelihoodRatio).toBeCloseTo(Math.log(average), 6);
        },
      ),
    );
  });

  it("says nothing before anything varies", () => {
    expect(mixtureSprt({ difference: 0, standardError: 0, mixingDeviation: 0.1 })).toMatchObject({
      logLikelihoodRatio: 0,
      pValue: 1,
    });
  });

  it("stops at what is no effect size", () => {
    const look = { difference: 0.1, standardError: 0.1 };
    expect(() => mixtureSprt({ ...look, mixingDeviation: 0 })).toThrow(
      new RangeError("mixtureSprt requires a finite mixingDeviation > 0, got 0"),
    );
    expect(() => mixtureSprt({ ...look, difference: NaN, mixingDeviation: 1 })).toThrow(RangeError);
    expect(() => mixtureSprt({ ...look, standardError: -1, mixingDeviation: 1 })).toThrow(RangeError);
  });
});
