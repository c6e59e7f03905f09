import {
  anyDisagreement,
  cohensKappa,
  type Disagreement,
  fleissKappa,
  linearDisagreement,
  quadraticDisagreement,
} from "@cxkit/stats/reliability";
import type { Area, Witnessed } from "../area.ts";

const from = "@cxkit/stats/reliability";

export const area: Area = {
  id: "agreement",
  title: "Agreement of raters on categories",
  script: "agreement.py",
  also: {
    cohens_kappa: ["anyDisagreement"],
    weighted_kappa_linear: ["linearDisagreement"],
    weighted_kappa_quadratic: ["quadraticDisagreement"],
  },
  functions: {
    cohens_kappa: kappa(anyDisagreement),
    weighted_kappa_linear: kappa(linearDisagreement),
    weighted_kappa_quadratic: kappa(quadraticDisagreement),
    fleiss_kappa: {
      name: "fleissKappa",
      from,
      source: "fleiss1971",
      run: ({ counts }: { readonly counts: readonly (readonly number[])[] }) => fleissKappa(counts),
    },
  },
};

function kappa(disagreement: Disagreement): Witnessed {
  return {
    name: "cohensKappa",
    from,
    source: "fleiss1969",
    run: ({ table }: { readonly table: readonly (readonly number[])[] }) => {
      const made = cohensKappa(table, { disagreement });
      return {
        kappa: made.kappa,
        se: made.standardError,
        seNull: made.nullStandardError,
        lower95: made.interval.low,
        upper95: made.interval.high,
      };
    },
  };
}
