import {
  type Coefficient,
  firstAndLast,
  linearRegression,
  logisticRegression,
  type PredictorRow,
  relativeWeights,
  shapleyImportance,
} from "@cxkit/stats/drivers";
import type { Area } from "../area.ts";

interface Input {
  readonly X: readonly PredictorRow[];
  readonly y: readonly number[];
}

const from = "@cxkit/stats/drivers";

export const area: Area = {
  id: "drivers",
  title: "Drivers: regression and relative importance",
  script: "drivers.py",
  functions: {
    ols: {
      name: "linearRegression",
      from,
      source: "mackinnon1985",
      run: ({ X, y }: Input) => {
        const fit = linearRegression(X, y);
        const all = [fit.intercept, ...fit.coefficients];
        const each = (pick: (one: Coefficient) => number | null) => all.map(pick);
        return {
          coef: each(({ estimate }) => estimate),
          se: each(({ standardError }) => standardError),
          t: each(({ statistic }) => statistic),
          p: each(({ pValue }) => pValue),
          r2: fit.rSquared,
          adjR2: fit.adjustedRSquared,
          F: fit.statistic,
          pF: fit.pValue,
          standardizedBeta: fit.coefficients.map(({ standardized }) => standardized),
          vif: fit.coefficients.map(({ varianceInflation }) => varianceInflation),
          hc3se: each(({ robustStandardError }) => robustStandardError),
        };
      },
    },
    ols_certified: {
      name: "linearRegression",
      from,
      source: "longley1967",
      run: ({ X, y }: Input) => {
        const fit = linearRegression(X, y);
        const all = [fit.intercept, ...fit.coefficients];
        return {
          coef: all.map(({ estimate }) => estimate),
          se: all.map(({ standardError }) => standardError),
          sigma: fit.residualStandardError,
          r2: fit.rSquared,
        };
      },
    },
    lmg_shapley: {
      name: "shapleyImportance",
      from,
      source: "lindeman1980",
      run: ({ X, y }: Input) => {
        const { values, shares, rSquared } = shapleyImportance(X, y);
        return { lmg: values, share: shares, r2: rSquared };
      },
    },
    johnson_relative_weights: {
      name: "relativeWeights",
      from,
      source: "johnson2000",
      run: ({ X, y }: Input) => {
        const { values, shares } = relativeWeights(X, y);
        return { raw: values, rescaledPct: shares?.map((share) => 100 * share) };
      },
    },
    first_last: {
      name: "firstAndLast",
      from,
      source: "groemping2006",
      run: ({ X, y }: Input) => firstAndLast(X, y),
    },
    logistic: {
      name: "logisticRegression",
      from,
      source: "mccullagh1989",
      run: ({ X, y }: Input) => {
        const fit = logisticRegression(X, y);
        const all = [fit.intercept, ...fit.coefficients];
        return {
          coef: all.map(({ estimate }) => estimate),
          se: all.map(({ standardError }) => standardError),
          logLik: fit.logLikelihood,
          mcFaddenR2: fit.mcFaddenRSquared,
        };
      },
    },
  },
};
