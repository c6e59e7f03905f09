import { betaDraw, binomialDraw, seededRandom } from "@cxkit/stats/random";
import {
  designDifference,
  designMean,
  designProportion,
  type DesignProportionInterval,
  type DesignShare,
  designQuantile,
  designRatio,
  designTotal,
  surveyDesign,
} from "@cxkit/stats/survey";
import { kornGraubardInterval } from "@cxkit/stats/intervals";
import { contains, type Row, type Tabulated } from "./tabulate.ts";

/** Samples drawn for each population of designs. */
export const draws = 2000;

const rowsOfCluster = 10;
const shares = [0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95];
const likenesses = [0, 0.1, 0.3];

/**
 * Coverage of an interval for a share under a design, by seeded simulation: clusters of ten rows whose shares follow a beta
 * distribution, a quarter of the clusters with three times the weight. The sample space is too large to go through.
 */
export function designShareCoverage(
  interval: DesignProportionInterval,
  clusters: number,
  level: number,
  only?: number,
): Tabulated {
  const rows = sharesDrawn(clusters, only).map(({ share, likeness, summaries }): Row => {
    let [covered, width] = [0, 0];
    for (const summary of summaries)
      try {
        const made = interval(summary, level);
        if (contains(made, share)) covered++;
        width += Math.min(1, made.high) - Math.max(0, made.low);
      } catch (error) {
        // Logit and likelihood intervals have no answer where the share is 0 or 1.
        if (!(error instanceof RangeError)) throw error;
        width += 1;
      }
    return {
      truth: share,
      coverage: covered / draws,
      width: width / draws,
      words: `${100 * share} %, likeness within clusters ${likeness}`,
    };
  });
  return { method: interval.method, rows, draws };
}

interface DrawnShares {
  readonly share: number;
  readonly likeness: number;
  readonly summaries: readonly DesignShare[];
}

const known = new Map<string, readonly DrawnShares[]>();

/** What every method is asked about, drawn once for all of them. */
function sharesDrawn(clusters: number, only: number | undefined): readonly DrawnShares[] {
  const key = `${clusters} ${only}`;
  const found =
    known.get(key) ??
    shares.flatMap((share, place) =>
      likenesses.flatMap((likeness, other): DrawnShares[] => {
        if (only !== undefined && only !== place * likenesses.length + other) return [];
        const random = seededRandom(1000 * clusters + 10 * place + other);
        const summaries = Array.from({ length: draws }, () => {
          const design = drawnDesign(random, clusters);
          const seen: DesignShare[] = [];
          const interval: DesignProportionInterval = Object.assign(
            (summary: DesignShare) => {
              seen.push(summary);
              return { low: 0, high: 1 };
            },
            { method: "seen" },
          );
          designProportion(design, drawn(random, clusters, share, likeness), { interval });
          return seen[0]!;
        });
        return [{ share, likeness, summaries }];
      }),
    );
  known.set(key, found);
  return found;
}

/** Korn and Graubard's interval on the effective base, as its own page uses it. */
export const kornGraubardOfDesign: DesignProportionInterval = Object.assign(
  ({ share, standardError, n, kishEffectiveSize, degreesOfFreedom }: DesignShare, level: number) => {
    const base = standardError > 0 ? (share * (1 - share)) / standardError ** 2 : kishEffectiveSize;
    return kornGraubardInterval({ responses: n, degreesOfFreedom })(share * base, base, level);
  },
  { method: "korn-graubard" as const },
);

/** Estimates of a design whose coverage is simulated: what is asked, and what is true of the population. */
export const designEstimates: Readonly<
  Record<string, (sample: DesignSample, level: number) => { readonly made: Made; readonly truth: number }>
> = {
  designMean: ({ design, ratings, mean }, confidenceLevel) => ({
    made: designMean(design, ratings, { confidenceLevel }),
    truth: mean,
  }),
  designTotal: ({ design, ratings, mean }, confidenceLevel) => ({
    made: designTotal(design, ratings, { confidenceLevel }),
    // Weights are 1.5 on average.
    truth: mean * 1.5 * ratings.length,
  }),
  designRatio: ({ design, ratings, others, mean }, confidenceLevel) => ({
    made: designRatio(design, ratings, others, { confidenceLevel }),
    truth: mean / 3,
  }),
  designDifference: ({ design, ratings }, confidenceLevel) => ({
    // Odd and even rows are alike: there is no difference between them.
    made: designDifference(
      design,
      ratings,
      { a: (row) => row % 2 === 0, b: (row) => row % 2 === 1 },
      { confidenceLevel },
    ),
    truth: 0,
  }),
  designQuantile: ({ design, ratings, median }, confidenceLevel) => ({
    made: designQuantile(design, ratings, 0.5, { confidenceLevel }),
    truth: median,
  }),
};

/** What the coverage of an estimate is made of. */
export interface Made {
  readonly interval: { readonly low: number; readonly high: number };
  readonly method: string;
}

/** A sample of a design, and what is true of its population. */
export interface DesignSample {
  readonly design: ReturnType<typeof surveyDesign>;
  readonly ratings: readonly number[];
  /** Independent of the ratings, 3 on average. */
  readonly others: readonly number[];
  readonly mean: number;
  readonly median: number;
}

/**
 * Coverage of an estimate of a design, by seeded simulation: ratings 1–5 as 1 + the number of four nods, whose probability
 * varies between clusters.
 */
export function designEstimateCoverage(
  name: string,
  clusters: number,
  level: number,
  only?: number,
): Tabulated {
  const estimate = designEstimates[name];
  if (!estimate) throw new Error(`${name} is not simulated`);
  let method = "";
  const rows = [0.3, 0.5, 0.7, 0.9].flatMap((nod, place) =>
    likenesses.flatMap((likeness, other): Row[] => {
      if (only !== undefined && only !== place * likenesses.length + other) return [];
      const random = seededRandom(7_000_000 + 1000 * clusters + 10 * place + other);
      const mean = 1 + 4 * nod;
      let [covered, width] = [0, 0];
      for (let draw = 0; draw < draws; draw++) {
        const design = drawnDesign(random, clusters);
        const ratings: number[] = [];
        for (let cluster = 0; cluster < clusters; cluster++) {
          const own = likeness === 0 ? nod : betaDraw(random, ...shapes(nod, likeness));
          for (let row = 0; row < rowsOfCluster; row++) ratings.push(1 + binomialDraw(random, 4, own));
        }
        const others = ratings.map(() => 1 + Math.floor(5 * random()));
        const sample = { design, ratings, others, mean, median: medianOf(nod, likeness) };
        const { made, truth } = estimate(sample, level);
        method = made.method;
        if (contains(made.interval, truth)) covered++;
        width +=
          (made.interval.high - made.interval.low) / (name === "designTotal" ? 1.5 * ratings.length : 1);
      }
      return [
        {
          truth: mean,
          coverage: covered / draws,
          width: width / draws,
          words: `mean ${Number(mean.toFixed(2))}, likeness within clusters ${likeness}`,
        },
      ];
    }),
  );
  return { method, rows, draws };
}

/** Clusters of weight 3 are drawn a third as often as those of weight 1, as their weight says. */
function drawnDesign(random: () => number, clusters: number): ReturnType<typeof surveyDesign> {
  const weights: number[] = [];
  const of: number[] = [];
  for (let cluster = 0; cluster < clusters; cluster++) {
    const weight = random() < 0.75 ? 1 : 3;
    for (let row = 0; row < rowsOfCluster; row++) {
      weights.push(weight);
      of.push(cluster);
    }
  }
  return surveyDesign({ weights, clusters: of });
}

function drawn(random: () => number, clusters: number, share: number, likeness: number): number[] {
  const indicator: number[] = [];
  for (let cluster = 0; cluster < clusters; cluster++) {
    const own = likeness === 0 ? share : betaDraw(random, ...shapes(share, likeness));
    for (let row = 0; row < rowsOfCluster; row++) indicator.push(random() < own ? 1 : 0);
  }
  return indicator;
}

/** Parameters of the beta distribution of the clusters' shares with that mean and correlation within clusters. */
function shapes(share: number, likeness: number): [number, number] {
  const size = 1 / likeness - 1;
  return [share * size, (1 - share) * size];
}

/** Median of ratings that are 1 + a beta-binomial count of four. */
function medianOf(nod: number, likeness: number): number {
  const [a, b] = likeness === 0 ? [Infinity, Infinity] : shapes(nod, likeness);
  const choose = [1, 4, 6, 4, 1];
  const rising = (from: number, steps: number) => {
    let product = 1;
    for (let i = 0; i < steps; i++) product *= from + i;
    return product;
  };
  let below = 0;
  for (let x = 0; x <= 4; x++) {
    below +=
      choose[x]! *
      (a === Infinity
        ? nod ** x * (1 - nod) ** (4 - x)
        : (rising(a, x) * rising(b, 4 - x)) / rising(a + b, 4));
    if (below >= 0.5) return 1 + x;
  }
  return 5;
}
