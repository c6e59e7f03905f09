import { partialPooling, type UnitSummary } from "@cxkit/stats/units";
import type { Area } from "../area.ts";

interface Input {
  readonly units: readonly UnitSummary[];
}

const from = "@cxkit/stats/units";

export const area: Area = {
  id: "units",
  title: "Many small units",
  script: "units.R",
  functions: {
    variance_components: {
      name: "partialPooling",
      from,
      source: "patterson1971",
      run: ({ units }: Input) => partialPooling(units),
    },
    partial_pooling: {
      name: "partialPooling",
      from,
      source: "gelman2006",
      run: (input: Input) => {
        const { units } = partialPooling(input.units);
        return {
          pooled: units.map(({ pooled }) => pooled),
          low: units.map(({ interval }) => interval.low),
          high: units.map(({ interval }) => interval.high),
          shrinkage: units.map(({ shrinkage }) => shrinkage),
        };
      },
    },
  },
};
