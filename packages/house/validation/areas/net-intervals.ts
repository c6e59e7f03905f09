import {
  adjustedWaldInterval,
  type NetInterval,
  netTInterval,
  netWaldInterval,
  scoreInterval,
} from "@cxkit/stats";
import {
  bayesNetInterval,
  netAgrestiMinInterval,
  netBonettPriceInterval,
  netLikelihoodRatioInterval,
  netMoverWilsonInterval,
  netThirdsInterval,
} from "@cxkit/stats/intervals";
import type { Area, Witnessed } from "../area.ts";

interface Scores {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly level: number;
}

const main = "@cxkit/stats";
const more = "@cxkit/stats/intervals";

export const area: Area = {
  id: "net-intervals",
  title: "Intervals for a net share",
  script: "net-intervals.py",
  functions: {
    wald: points("netWaldInterval", netWaldInterval, "goodman1964", main),
    wald_t: points("netTInterval", netTInterval, "student1908", main),
    adjusted_wald_3T: points("adjustedWaldInterval", adjustedWaldInterval, "rocks2016", main),
    adjusted_wald_z2_thirds: points("netThirdsInterval", netThirdsInterval, "agresti1998", more),
    adjusted_wald_bonett_price: points("netBonettPriceInterval", netBonettPriceInterval, "bonett2012", more),
    adjusted_wald_agresti_min: points("netAgrestiMinInterval", netAgrestiMinInterval, "agresti2005", more),
    score_tango: points("scoreInterval", scoreInterval, "tango1998", main),
    likelihood_ratio: points("netLikelihoodRatioInterval", netLikelihoodRatioInterval, "wilks1938", more),
    mover_wilson: points("netMoverWilsonInterval", netMoverWilsonInterval, "newcombe1998paired", more),
    dirichlet_jeffreys: points("bayesNetInterval", bayesNetInterval, "jeffreys1946", more),
  },
};

function points(name: string, interval: NetInterval, source: string, from: string): Witnessed {
  return {
    name,
    from,
    source,
    scale: 100,
    leaves: { nps: "the interval alone is asked for" },
    run: ({ promoters, passives, detractors, level }: Scores) => {
      const counts = { favorable: promoters, neutral: passives, unfavorable: detractors };
      const { low, high } = interval(counts, level);
      return { lower: 100 * low, upper: 100 * high };
    },
  };
}
