import type { Exemption } from "./sweep.ts";

const logDensity: Exemption = {
  leaves: /logDensity=(?:-?Infinity|-1|95|0)$/,
  because: "the logarithm of a density is −Infinity where there is none",
};
const critical: Exemption = {
  speaksAs: "myInterval",
  because: "is told for whom it checks",
};
const centred: Exemption = {
  leaves: /./,
  because: "is handed what cupedDifference has checked and centred",
};
const seconds: Exemption = {
  leaves: /^0=95$/,
  because: "95 looks can be planned, and take seconds",
};
const studentizedRange: Exemption = {
  leaves: /^0\.(?:[1-9]|0\.[1-9])/,
  because: "one value stands for all: each call integrates for a tenth of a second",
};
const side: Exemption = {
  speaksAs: "difference",
  because: "is told for whom it checks",
};

/** Functions that may do otherwise, each with its reason; all others keep the promise wherever a number stands. */
export const exemptions: Readonly<Record<string, Exemption>> = {
  betaDifference: logDensity,
  betaPosterior: logDensity,
  dirichletNetPosterior: logDensity,
  normalCriticalValue: critical,
  requireLevel: critical,
  studentTCriticalValue: {
    ...critical,
    leaves: /^2=(?:-Infinity|-1|0)$/,
    because: "without degrees of freedom an interval is endless, as its docstring says",
  },
  pooledCoefficients: centred,
  withinArmCoefficients: centred,
  gamesHowell: studentizedRange,
  tukeyHsd: studentizedRange,
  obrienFlemingBounds: seconds,
  pocockBounds: seconds,
  withAndWithout: { leaves: /^0\./, because: "gives what the caller's own estimate makes of the answers" },
  strictBiasCorrection: { leaves: /^1\..*=95$/, because: "its condition is about a share of the replicates" },
  raked: { leaves: /totals.*=95$/, because: "its condition is about the sum of the totals" },
  rakedWithin: { leaves: /totals.*=95$/, because: "its condition is about what weights can meet" },
  cliffsDeltaEffect: {
    leaves: /total=95$/,
    because: "a total above that of the weights leaves nobody to compare",
  },
  ces: { leaves: /^1\.scale/, because: "scaleSize of the core checks the scale, and says so itself" },
  rejectedValues: { leaves: /^0\./, because: "tells the very values that are no answers" },
  greater: side,
  less: side,
  meanMetric: { speaksAs: "rating-mean", because: "metrics speak by their id, which readers know" },
  recodedNpsMetric: { speaksAs: "recoded-nps", because: "metrics speak by their id, which readers know" },
  scoreMetric: { speaksAs: "bottom-box", because: "metrics speak by their id, which readers know" },
};
