import {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  hochberg,
  holm,
  holmSidak,
  hommel,
  sidak,
} from "@cxkit/stats/hypothesis-tests";
import type { Area, Witnessed } from "../area.ts";

export const area: Area = {
  id: "p-adjust",
  title: "Many tests at once",
  script: "p-adjust.R",
  functions: {
    bonferroni: adjusting(bonferroni, "dunn1961"),
    sidak: adjusting(sidak, "sidak1967"),
    holm: adjusting(holm, "holm1979"),
    holm_sidak: adjusting(holmSidak, "holland1987"),
    hochberg: adjusting(hochberg, "hochberg1988"),
    hommel: adjusting(hommel, "hommel1988"),
    benjamini_hochberg: adjusting(benjaminiHochberg, "benjamini1995"),
    benjamini_yekutieli: adjusting(benjaminiYekutieli, "benjamini2001"),
  },
};

function adjusting(adjust: (pValues: readonly number[]) => number[], source: string): Witnessed {
  return {
    name: adjust.name,
    from: "@cxkit/stats/hypothesis-tests",
    source,
    scale: 0,
    run: ({ p }: { readonly p: readonly number[] }) => ({ adjusted: adjust(p) }),
  };
}
