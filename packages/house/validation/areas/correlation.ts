import {
  type Alternative,
  kendallExact,
  kendallTauB,
  kendallTauC,
  pearsonCorrelation,
  spearmanCorrelation,
} from "@cxkit/stats/hypothesis-tests";
import type { Area } from "../area.ts";

interface Columns {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const from = "@cxkit/stats/hypothesis-tests";

export const area: Area = {
  id: "correlation",
  title: "Correlation",
  script: "correlation.R",
  functions: {
    pearson: {
      name: "pearsonCorrelation",
      from,
      source: "fisher1921",
      run: ({ x: first, y: second }: Columns) => {
        const { correlation, statistic, pValue, interval } = pearsonCorrelation({
          first,
          second,
        });
        const limits = {
          lower95: interval.low,
          upper95: interval.high,
        };
        return {
          r: correlation,
          t: statistic,
          p: pValue,
          ...limits,
        };
      },
    },
    spearman: {
      name: "spearmanCorrelation",
      from,
      source: "spearman1904",
      run: ({ x: first, y: second }: Columns) => {
        const { correlation, pValue } = spearmanCorrelation({
          first,
          second,
        });
        return {
          rho: correlation,
          pT: pValue,
        };
      },
    },
    spearman_interval: {
      name: "spearmanCorrelation",
      from,
      source: "bonett2000",
      run: ({ x: first, y: second }: Columns) =>
        spearmanCorrelation({
          first,
          second,
        }).interval,
    },
    kendall_tau_b: {
      name: "kendallTauB",
      from,
      source: "kendall1945",
      run: ({ x: first, y: second }: Columns) => {
        const { correlation, pValue } = kendallTauB({
          first,
          second,
        });
        return {
          tau: correlation,
          p: pValue,
        };
      },
    },
    kendall_tau_c: {
      name: "kendallTauC",
      from,
      source: "stuart1953",
      run: ({ x: first, y: second }: Columns) => ({
        tau: kendallTauC({
          first,
          second,
        }).correlation,
      }),
    },
    kendall_exact: {
      name: "kendallExact",
      from,
      source: "kendall1938",
      run: ({ x: first, y: second }: Columns) => {
        const p = (alternative: Alternative) =>
          kendallExact(
            {
              first,
              second,
            },
            { alternative },
          ).pValue;
        const tau = kendallExact({
          first,
          second,
        }).correlation;
        return {
          tau,
          p: p("two-sided"),
          pGreater: p("greater"),
          pLess: p("less"),
        };
      },
    },
    kendall_interval: {
      name: "kendallTauB",
      from,
      source: "brown1977",
      run: ({ x: first, y: second }: Columns) => {
        const b = kendallTauB({
          first,
          second,
        }).interval;
        const c = kendallTauC({
          first,
          second,
        }).interval;
        return {
          lowB: b.low,
          highB: b.high,
          lowC: c.low,
          highC: c.high,
        };
      },
    },
  },
};
