import {
  goodmanIntervals,
  type MultinomialIntervals,
  quesenberryHurstIntervals,
  sisonGlazIntervals,
} from "@cxkit/stats/intervals";
import type { Area, Witnessed } from "../area.ts";

export const area: Area = {
  id: "multinomial-intervals",
  title: "Simultaneous intervals for multinomial shares",
  script: "multinomial-intervals.py",
  functions: {
    goodman: all("goodmanIntervals", goodmanIntervals, "goodman1965"),
    quesenberry_hurst: all("quesenberryHurstIntervals", quesenberryHurstIntervals, "quesenberry1964"),
    sison_glaz: all("sisonGlazIntervals", sisonGlazIntervals, "sison1995"),
  },
};

function all(name: string, intervals: MultinomialIntervals, source: string): Witnessed {
  return {
    name,
    from: "@cxkit/stats/intervals",
    source,
    run: ({ counts, level }: { readonly counts: readonly number[]; readonly level: number }) => ({
      intervals: intervals(counts, level).map(({ low, high }) => [low, high]),
    }),
  };
}
