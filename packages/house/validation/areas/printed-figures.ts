import { riskRatioKoopmanInterval } from "@cxkit/stats/intervals";
import {
  benjaminiHochberg,
  bonferroni,
  chiSquaredTest,
  fisherExact,
  welchT,
} from "@cxkit/stats/hypothesis-tests";
import {
  twoMeansPower,
  twoMeansSampleSize,
  twoProportionsPower,
  twoProportionsSampleSize,
} from "@cxkit/stats/planning";
import type { Area, Witnessed } from "../area.ts";
import { area as several } from "./multinomial-intervals.ts";
import { area as two } from "./proportion-differences.ts";
import { area as one } from "./proportion-intervals.ts";
import { area as raters } from "./reliability.ts";
import { area as sequential } from "./sequential.ts";

const tests = "@cxkit/stats/hypothesis-tests";
const planning = "@cxkit/stats/planning";

interface Plan {
  readonly n: number;
  readonly p1: number;
  readonly p2: number;
  readonly power: number;
  readonly delta: number;
}

/** Figures as papers and the documentation of other programs print them, to their printed digits. */
export const area: Area = {
  id: "printed-figures",
  title: "Printed figures of papers and other programs",
  script: "printed-figures.R",
  functions: {
    one_wald: printed(one, "wald", "newcombe1998one"),
    one_wald_cc: printed(one, "wald_cc", "newcombe1998one"),
    one_wilson: printed(one, "wilson", "newcombe1998one"),
    one_wilson_cc: printed(one, "wilson_cc", "newcombe1998one"),
    one_clopper_pearson: printed(one, "clopper_pearson", "newcombe1998one"),
    one_mid_p: printed(one, "mid_p", "newcombe1998one"),
    one_likelihood_ratio: printed(one, "likelihood_ratio", "newcombe1998one"),
    one_agresti_coull: printed(one, "agresti_coull", "agresti1998"),
    two_wald: printed(two, "wald", "newcombe1998two"),
    two_agresti_caffo: printed(two, "agresti_caffo", "agresti2000"),
    two_newcombe: printed(two, "newcombe", "newcombe1998two"),
    two_newcombe_cc: printed(two, "newcombe_cc", "newcombe1998two"),
    two_mee: printed(two, "mee", "newcombe1998two"),
    two_miettinen_nurminen: printed(two, "miettinen_nurminen", "newcombe1998two"),
    ratio_koopman: {
      name: "riskRatioKoopmanInterval",
      from: "@cxkit/stats/intervals",
      source: "koopman1984",
      run: ({ x1, n1, x2, n2, level }: Readonly<Record<"x1" | "n1" | "x2" | "n2" | "level", number>>) => {
        const { low, high } = riskRatioKoopmanInterval(
          { successes: x1, trials: n1 },
          { successes: x2, trials: n2 },
          level,
        );
        return { lower: low, upper: high };
      },
    },
    goodman: printed(several, "goodman", "sison1995"),
    sison_glaz: printed(several, "sison_glaz", "sison1995"),
    icc: printed(raters, "icc", "shrout1979"),
    group_sequential: {
      ...sequenced("group_sequential_constant", "jennison2000"),
      run: ({ K }: { readonly K: number }) =>
        sequenced("group_sequential_constant", "jennison2000").run({ looks: K, alpha: 0.05 } as never),
    },
    lan_demets_obf: {
      ...sequenced("lan_demets_bounds", "lan1983"),
      run: ({ information }: { readonly information: readonly number[] }) =>
        sequenced("lan_demets_bounds", "lan1983").run({ spending: "obf", alpha: 0.05, information } as never),
    },
    prop_test: {
      name: "chiSquaredTest",
      from: tests,
      source: "fleiss2003",
      run: ({ x, n }: { readonly x: readonly number[]; readonly n: readonly number[] }) => {
        const { statistic, pValue } = chiSquaredTest(x.map((count, i) => [count, (n[i] ?? 0) - count]));
        return { statistic, p: pValue };
      },
    },
    welch: {
      name: "welchT",
      from: tests,
      source: "welch1947",
      run: ({ x, y }: { readonly x: readonly number[]; readonly y: readonly number[] }) => {
        const { statistic, degreesOfFreedom, pValue, interval } = welchT(x, y);
        return { t: statistic, df: degreesOfFreedom, p: pValue, lower: interval.low, upper: interval.high };
      },
    },
    fisher: {
      name: "fisherExact",
      from: tests,
      source: "fisher1935",
      run: ({
        table,
      }: {
        readonly table: readonly [readonly [number, number], readonly [number, number]];
      }) => ({
        p: fisherExact(table).pValue,
      }),
    },
    rejected: {
      name: "benjaminiHochberg",
      from: tests,
      source: "benjamini1995",
      run: ({ p }: { readonly p: readonly number[] }) => {
        const found = (adjusted: readonly number[]) => adjusted.filter((value) => value <= 0.05).length;
        return { bonferroni: found(bonferroni(p)), bh: found(benjaminiHochberg(p)) };
      },
    },
    power_prop: {
      name: "twoProportionsPower",
      from: planning,
      source: "fleiss2003",
      run: ({ n, p1, p2 }: Plan) => ({ power: twoProportionsPower({ first: p1, second: p2, n }).power }),
    },
    n_prop: {
      name: "twoProportionsSampleSize",
      from: planning,
      source: "fleiss2003",
      run: ({ p1, p2, power }: Plan) => ({ n: twoProportionsSampleSize({ first: p1, second: p2, power }).n }),
    },
    power_t: {
      name: "twoMeansPower",
      from: planning,
      source: "cohen1988",
      run: ({ n, delta }: Plan) => ({
        power: twoMeansPower({ difference: delta, standardDeviation: 1, n }).power,
      }),
    },
    n_t: {
      name: "twoMeansSampleSize",
      from: planning,
      source: "cohen1988",
      run: ({ power, delta }: Plan) => ({
        n: twoMeansSampleSize({ difference: delta, standardDeviation: 1, power }).n,
      }),
    },
  },
};

/** A function as another area checks it, for a printed source. */
function printed({ functions }: Area, fn: string, source: string): Witnessed {
  const witnessed = functions[fn];
  if (!witnessed) throw new Error(`no area checks ${fn}`);
  return { ...witnessed, source };
}

function sequenced(fn: string, source: string): Witnessed {
  return { ...printed(sequential, fn, source), leaves: { cumulativeAlpha: "not printed" } };
}
