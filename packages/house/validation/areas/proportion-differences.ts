import { type DifferenceTest, type ProportionCounts, proportionDifference } from "@cxkit/stats";
import {
  proportionDifferenceAgrestiCaffo,
  proportionDifferenceContinuity,
  proportionDifferenceMee,
  proportionDifferenceMiettinenNurminen,
  proportionDifferenceWald,
} from "@cxkit/stats/differences";
import type { Area, Witnessed } from "../area.ts";

interface TwoSamples {
  readonly x1: number;
  readonly n1: number;
  readonly x2: number;
  readonly n2: number;
  readonly level?: number;
}

type Difference = (a: ProportionCounts, b: ProportionCounts, level?: number) => DifferenceTest;

const main = "@cxkit/stats";
const more = "@cxkit/stats/differences";

export const area: Area = {
  id: "proportion-differences",
  title: "Differences of two proportions",
  script: "proportion-differences.py",
  functions: {
    wald: limits(proportionDifferenceWald, "newcombe1998two", more),
    agresti_caffo: limits(proportionDifferenceAgrestiCaffo, "agresti2000", more),
    newcombe: limits(proportionDifference, "newcombe1998two", main),
    newcombe_cc: limits(proportionDifferenceContinuity, "newcombe1998two", more),
    miettinen_nurminen: limits(proportionDifferenceMiettinenNurminen, "miettinen1985", more),
    mee: limits(proportionDifferenceMee, "mee1984", more),
    pooled_z: test(proportionDifference, "newcombe1998two", main),
    pooled_z_yates: test(proportionDifferenceContinuity, "yates1934", more),
  },
};

function limits(difference: Difference, source: string, from: string): Witnessed {
  return {
    name: difference.name,
    from,
    source,
    run: (input: TwoSamples) => {
      const { low, high } = ofBoth(difference, input).interval;
      return { lower: low, upper: high };
    },
  };
}

function test(difference: Difference, source: string, from: string): Witnessed {
  return {
    name: difference.name,
    from,
    source,
    run: (input: TwoSamples) => {
      const got = ofBoth(difference, input);
      return { difference: got.difference, z: got.statistic, p: got.pValue };
    },
  };
}

function ofBoth(difference: Difference, { x1, n1, x2, n2, level }: TwoSamples): DifferenceTest {
  return difference({ successes: x1, trials: n1 }, { successes: x2, trials: n2 }, level);
}
