import {
  meanIntervalCoverage,
  netDifferenceCoverage,
  netIntervalCoverage,
  netPopulationGrid,
  proportionDifferenceCoverage,
  proportionIntervalCoverage,
} from "@cxkit/stats/coverage";
import { designEstimateCoverage, designShareCoverage } from "./designs.ts";
import { meanDifferenceCoverage, pairedMeanCoverage } from "./means.ts";
import { type Kind, methods } from "./methods.ts";
import { multinomialCoverage, pairedNetCoverage, pairedProportionCoverage, ratioCoverage } from "./tables.ts";
import type { Tabulated } from "./tabulate.ts";

/** What one method covers with n responses (a sample) at one level. Shares are 0…1, widths in the unit of the method. */
export interface Covered {
  readonly kind: Kind;
  /** The public function. */
  readonly name: string;
  readonly method: string;
  readonly n: number;
  readonly level: number;
  readonly mean: number;
  readonly min: number;
  /** Share of the populations covered less than the level minus two points. */
  readonly short: number;
  readonly width: number;
  /** Where it is lowest, in words. */
  readonly worst: string;
  /** Type I error of the test of a difference: mean and highest. */
  readonly typeI?: readonly [number, number];
  /** Samples drawn for each population, where they are drawn; without it every sample there is was gone through. */
  readonly draws?: number;
  /** Corners that are told by themselves. */
  readonly corners: Readonly<Record<string, number>>;
  /** True value and coverage of every population. */
  readonly points: readonly (readonly [number, number])[];
}

/** Base sizes of the quick grid, which tests recompute, and of the full one, which the pages print. */
export const grids: Readonly<Record<"quick" | "full", Readonly<Record<Kind, readonly number[]>>>> = {
  quick: {
    net: [10, 20],
    proportion: [10, 20, 50],
    mean: [10],
    netDifference: [10],
    proportionDifference: [10, 20],
    meanDifference: [5],
    pairedNetDifference: [5],
    pairedProportionDifference: [10, 20],
    pairedMeanDifference: [5],
    riskRatio: [10],
    oddsRatio: [10],
    multinomial: [10],
    designShare: [10],
    designEstimate: [10],
  },
  full: {
    net: [5, 10, 15, 20, 30, 50, 75, 100],
    proportion: [5, 10, 20, 50, 100, 200],
    mean: [5, 10, 20, 50, 100],
    netDifference: [10, 20, 30],
    proportionDifference: [10, 20, 50, 100],
    meanDifference: [5, 10, 20],
    pairedNetDifference: [5, 10, 20],
    pairedProportionDifference: [10, 20, 50, 100],
    pairedMeanDifference: [5, 10, 20, 50],
    riskRatio: [10, 20, 50, 100],
    oddsRatio: [10, 20, 50, 100],
    multinomial: [10, 20, 50, 100],
    designShare: [10, 20, 50],
    designEstimate: [10, 20, 50],
  },
};

/** Base sizes of one method: those of its kind, fewer where an interval takes a tenth of a second. */
export function sizesOf(grid: keyof typeof grids, kind: Kind, name: string): readonly number[] {
  if (name === "bayesNetInterval") return grid === "quick" ? [5] : [5, 10, 20];
  return grids[grid][kind];
}

/** Populations of ratings that are told by themselves: shares of the points, lowest first. */
const ratingPopulations: Readonly<Record<string, readonly number[]>> = {
  "left-skewed 1–7": [0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.3],
  "very skewed 1–7": [0.01, 0.01, 0.02, 0.03, 0.08, 0.25, 0.6],
  "85 % top box 1–7": [0.01, 0, 0.01, 0.01, 0.02, 0.1, 0.85],
  "U-shaped 1–7": [0.3, 0.1, 0.05, 0.05, 0.05, 0.1, 0.35],
  "symmetric 1–7": [0.05, 0.1, 0.2, 0.3, 0.2, 0.1, 0.05],
  "typical 1–5": [0.03, 0.05, 0.12, 0.35, 0.45],
  "85 % top box 1–5": [0.01, 0.01, 0.03, 0.1, 0.85],
};

const netCorners = {
  "NPS 82": { favorable: 0.85, unfavorable: 0.03 },
  "NPS 94": { favorable: 0.95, unfavorable: 0.01 },
  "no passives": { favorable: 0.5, unfavorable: 0.5 },
};

/** Enumerates, or simulates, one method at one base size; of simulated kinds `only` one population where that is enough. */
export function covered(kind: Kind, name: string, n: number, level = 0.95, only?: number): Covered {
  switch (kind) {
    case "net": {
      const interval = method(methods.net, name);
      const table = netIntervalCoverage(interval, n, level, netPopulationGrid());
      const corners = netIntervalCoverage(interval, n, level, Object.values(netCorners)).rows;
      return {
        ...summary(kind, name, table, n),
        worst: netInWords(table.worst),
        corners: Object.fromEntries(
          Object.keys(netCorners).map((corner, i) => [corner, round(corners[i]!.coverage)]),
        ),
        points: table.rows.map((row) => [round(row.favorable - row.unfavorable), round(row.coverage)]),
      };
    }
    case "proportion": {
      const table = proportionIntervalCoverage(method(methods.proportion, name), n, level);
      const top = table.rows
        .filter(({ share }) => share > 0.699 && share < 0.971)
        .map(({ coverage }) => coverage);
      return {
        ...summary(kind, name, table, n),
        worst: `${round(100 * table.worst.share)} %`,
        corners: {
          "mean, 70–97 %": round(top.reduce((sum, value) => sum + value, 0) / top.length),
          "lowest, 70–97 %": round(Math.min(...top)),
        },
        points: table.rows.map((row) => [row.share, round(row.coverage)]),
      };
    }
    case "mean": {
      const populations = Object.values(ratingPopulations).map((shares) => ({ shares }));
      const table = meanIntervalCoverage(method(methods.mean, name), n, level, populations);
      const titles = Object.keys(ratingPopulations);
      return {
        ...summary(kind, name, table, n),
        worst: titles[populations.findIndex(({ shares }) => shares === table.worst.shares)] ?? "",
        corners: Object.fromEntries(table.rows.map((row, i) => [titles[i] ?? "", round(row.coverage)])),
        points: table.rows.map((row, i) => [i, round(row.coverage)]),
      };
    }
    case "netDifference": {
      const table = netDifferenceCoverage(method(methods.netDifference, name), [n, n], level);
      return {
        ...summary(kind, name, table, n),
        worst: `${netInWords(table.worst.first)} and ${netInWords(table.worst.second)}`,
        typeI: [round(table.meanTypeIError ?? NaN), round(table.maxTypeIError ?? NaN)],
        corners: {},
        points: table.rows.map(({ first, second, coverage }) => [
          round(first.favorable - first.unfavorable - second.favorable + second.unfavorable),
          round(coverage),
        ]),
      };
    }
    case "proportionDifference": {
      const table = proportionDifferenceCoverage(method(methods.proportionDifference, name), [n, n], level);
      return {
        ...summary(kind, name, table, n),
        worst: `${round(100 * table.worst.first.share)} % and ${round(100 * table.worst.second.share)} %`,
        typeI: [round(table.meanTypeIError ?? NaN), round(table.maxTypeIError ?? NaN)],
        corners: {},
        points: table.rows.map(({ first, second, coverage }) => [
          round(first.share - second.share),
          round(coverage),
        ]),
      };
    }
    case "meanDifference": {
      const difference = method(methods.meanDifference, name);
      return told(kind, name, n, level, meanDifferenceCoverage(difference, n, ratingPopulations, level));
    }
    case "pairedMeanDifference": {
      const difference = method(methods.pairedMeanDifference, name);
      return told(kind, name, n, level, pairedMeanCoverage(difference, n, ratingPopulations, level));
    }
    case "pairedNetDifference": {
      const difference = method(methods.pairedNetDifference, name);
      return told(kind, name, n, level, pairedNetCoverage(difference, n, level));
    }
    case "pairedProportionDifference": {
      const difference = method(methods.pairedProportionDifference, name);
      return told(kind, name, n, level, pairedProportionCoverage(difference, n, level));
    }
    case "riskRatio": {
      const interval = method(methods.riskRatio, name);
      return told(
        kind,
        name,
        n,
        level,
        ratioCoverage(interval, (a, b) => a / b, n, level),
      );
    }
    case "oddsRatio": {
      const interval = method(methods.oddsRatio, name);
      const ratio = (a: number, b: number) => (a * (1 - b)) / (b * (1 - a));
      return told(kind, name, n, level, ratioCoverage(interval, ratio, n, level));
    }
    case "multinomial": {
      const intervals = method(methods.multinomial, name);
      return told(kind, name, n, level, multinomialCoverage(intervals, n, level));
    }
    case "designShare": {
      const interval = method(methods.designShare, name);
      return told(kind, name, n, level, designShareCoverage(interval, n, level, only));
    }
    case "designEstimate":
      return told(kind, name, n, level, designEstimateCoverage(name, n, level, only));
    default: {
      const never: never = kind;
      throw new Error(`${String(never)} is no kind of method`);
    }
  }
}

/** What {@link covered} says of a table of rows. */
function told(
  kind: Kind,
  name: string,
  n: number,
  level: number,
  { method: id, rows, draws }: Tabulated,
): Covered {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  // The first of those that are lowest, however the last bits fall.
  const lowest = Math.min(...rows.map(({ coverage }) => coverage));
  const worst = rows.find(({ coverage }) => coverage < lowest + 1e-9);
  const alarms = rows.flatMap(({ falseAlarm }) => (falseAlarm === undefined ? [] : [falseAlarm]));
  return {
    kind,
    name,
    method: id,
    n,
    level,
    mean: round(mean(rows.map(({ coverage }) => coverage))),
    min: round(lowest),
    short: round(rows.filter(({ coverage }) => coverage < level - 0.02).length / rows.length),
    width: round(mean(rows.map(({ width }) => width))),
    worst: worst?.words ?? "",
    ...(alarms.length > 0 && { typeI: [round(mean(alarms)), round(Math.max(...alarms))] }),
    ...(draws !== undefined && { draws }),
    corners: {},
    points: rows.map(({ truth, coverage }) => [round(truth), round(coverage)]),
  };
}

interface Table {
  readonly method: string;
  readonly confidenceLevel: number;
  readonly meanCoverage: number;
  readonly minCoverage: number;
  readonly meanWidth: number;
  readonly rows: readonly { readonly coverage: number }[];
}

function summary(kind: Kind, name: string, table: Table, n: number) {
  const { method: id, confidenceLevel: level, meanCoverage, minCoverage, meanWidth, rows } = table;
  const short = rows.filter(({ coverage }) => coverage < level - 0.02).length / rows.length;
  return {
    kind,
    name,
    method: id,
    n,
    level,
    mean: round(meanCoverage),
    min: round(minCoverage),
    short: round(short),
    width: round(meanWidth),
  };
}

function method<T>(offered: ReadonlyMap<string, T>, name: string): T {
  const found = offered.get(name);
  if (!found) throw new Error(`${name} is not enumerated`);
  return found;
}

function netInWords({ favorable, unfavorable }: { favorable: number; unfavorable: number }): string {
  return `${round(100 * favorable)} % promoters, ${round(100 * unfavorable)} % detractors`;
}

/** Six digits: more than any page prints, fewer than two processors could disagree about. */
function round(value: number): number {
  return Number(value.toFixed(6));
}
