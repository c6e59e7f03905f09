import { cronbachAlpha, intraclassCorrelation, type ItemRow } from "@cxkit/stats/reliability";
import type { Area } from "../area.ts";

interface Input {
  readonly rows: readonly ItemRow[];
}

const from = "@cxkit/stats/reliability";
const leaves = {
  itemTotalCorrelation: "the item is part of the total; item and rest are offered instead",
  alphaSE: "Feldt's interval is exact under the model and needs none",
};

export const area: Area = {
  id: "reliability",
  title: "Reliability of scales and ratings",
  script: "reliability.R",
  functions: {
    alpha: {
      name: "cronbachAlpha",
      from,
      source: "feldt1987",
      leaves,
      run: ({ rows }: Input) => alpha(rows),
    },
    alpha_two_items: {
      name: "cronbachAlpha",
      from,
      source: "eisinga2013",
      leaves: { ...leaves, alphaIfDropped: "one item alone has no alpha" },
      run: ({ rows }: Input) => alpha(rows),
    },
    icc: {
      name: "intraclassCorrelation",
      from,
      source: "shrout1979",
      run: ({ rows }: Input) => {
        const { oneWay, twoWayRandom, twoWayMixed } = intraclassCorrelation(rows);
        const kinds = [oneWay, twoWayRandom, twoWayMixed];
        const six = [...kinds.map(({ single }) => single), ...kinds.map(({ average }) => average)];
        return {
          type: ["ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k"],
          icc: six.map(({ value }) => value),
          F: six.map(({ statistic }) => statistic),
          df1: six.map(({ degreesOfFreedom }) => degreesOfFreedom),
          df2: six.map(({ denominatorDegreesOfFreedom }) => denominatorDegreesOfFreedom),
          p: six.map(({ pValue }) => pValue),
          lower: six.map(({ interval }) => interval.low),
          upper: six.map(({ interval }) => interval.high),
        };
      },
    },
  },
};

function alpha(rows: readonly ItemRow[]) {
  const made = cronbachAlpha(rows);
  return {
    alpha: made.alpha,
    standardizedAlpha: made.standardizedAlpha,
    averageR: made.averageCorrelation,
    guttmanLambda6: made.lambda6,
    alphaIfDropped: made.items.map(({ alphaIfDropped }) => alphaIfDropped),
    itemRestCorrelation: made.items.map(({ itemRest }) => itemRest),
    feldt95: [made.interval.low, made.interval.high],
    spearmanBrown: made.spearmanBrown,
  };
}
