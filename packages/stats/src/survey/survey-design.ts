import { requireDomain } from "../domain.ts";
import { type LabelIndex, labelIndex, type Labels } from "./label-index.ts";
import type { LonelyCluster } from "./lonely-cluster.ts";
import type { WeightAdjustment } from "./weight-adjustment.ts";

/** How a sample was drawn, as columns with one entry for each row. Plain and typed arrays are welcome. */
export interface DesignColumns {
  /** Number of rows; needed only where no column says it. */
  readonly rows?: number;
  /**
   * Base weight of each row, above 0: 1 / probability of selection, or any multiple of it. Default: population / sample of
   * the stratum where populations are known, otherwise 1.
   */
  readonly weights?: ArrayLike<number>;
  /** Stratum of each row. Default: one stratum. */
  readonly strata?: Labels;
  /** Cluster (primary sampling unit) of each row. Default: every row is its own. */
  readonly clusters?: Labels;
  /** The same where the labels start again in each stratum: cluster 1 of one is not cluster 1 of another. */
  readonly clustersWithinStrata?: Labels;
  /**
   * Number of clusters (of rows, without clusters) in the population of each stratum, for the finite population
   * correction; one number where there are no strata. Default: a population large next to the sample.
   */
  readonly populations?: number | Readonly<Record<string, number>>;
  /** What the only cluster of a stratum adds to the variance. Default: such a design stops. */
  readonly lonelyCluster?: LonelyCluster;
}

/** One stratum of a design. */
export interface DesignStratum {
  readonly name: string;
  /** Number of clusters in the sample. */
  readonly clusters: number;
  /** Number of clusters in the population; null when it is large next to the sample or unknown. */
  readonly population: number | null;
}

/** A sampling design with its weights. Made by {@link surveyDesign}, its weights changed by raking, calibration and trimming. */
export interface SurveyDesign {
  readonly rows: number;
  /** Weight of each row, after all adjustments. */
  readonly weights: Float64Array;
  /** Weight of each row before them. */
  readonly baseWeights: Float64Array;
  readonly strata: readonly DesignStratum[];
  /** Number of the cluster of each row. */
  readonly clusterOf: Int32Array;
  /** Number of the stratum of each cluster: an index of `strata`. */
  readonly stratumOf: Int32Array;
  /** What was done to the weights, in order. */
  readonly adjustments: readonly WeightAdjustment[];
  readonly lonelyCluster: LonelyCluster | null;
}

/**
 * A sampling design: base weights, strata, clusters and finite populations, checked. Every estimate of this area takes one, and
 * rows that are left out of an estimate stay in its design, as they must.
 *
 * Assumes that clusters were drawn independently within strata, with replacement or by simple random sampling; what is
 * sampled again within clusters is covered by the variation between them (ultimate clusters).
 *
 * @param columns the design, at least one column or the number of rows
 * @throws {RangeError} when columns differ in length, a label is missing, a weight is not above 0 (1e-250…1e250), a
 *   cluster lies in two strata, a population is smaller than its sample or missing, or a stratum has one cluster only and
 *   no `lonelyCluster` is given
 * @source Lumley (2010), Complex Surveys, Wiley, chapters 2 and 3
 * @example surveyDesign({ weights: [2, 1, 1, 3], strata: ["a", "a", "b", "b"] }).strata.length // => 2
 */
export function surveyDesign(columns: DesignColumns): SurveyDesign {
  const { weights, strata, clusters, clustersWithinStrata, populations, lonelyCluster = null } = columns;
  requireDomain(
    clusters === undefined || clustersWithinStrata === undefined,
    "surveyDesign requires clusters or clustersWithinStrata",
    "both",
  );
  const given = { weights, strata, clusters, clustersWithinStrata };
  const rows = rowCount(columns.rows, given);
  const stratumOfRow = strata ? labelIndex("surveyDesign requires strata", strata) : whole(rows);
  const clusterIndex = clusters
    ? labelIndex("surveyDesign requires clusters", clusters)
    : clustersWithinStrata
      ? nested(labelIndex("surveyDesign requires clustersWithinStrata", clustersWithinStrata), stratumOfRow)
      : null;
  const clusterOf = clusterIndex?.of ?? Int32Array.from({ length: rows }, (_, row) => row);
  const clusterCount = clusterIndex?.names.length ?? rows;
  const stratumOf = new Int32Array(clusterCount).fill(-1);
  const sampled = stratumOfRow.names.map(() => 0);
  for (let row = 0; row < rows; row++) {
    const cluster = clusterOf[row]!;
    const stratum = stratumOfRow.of[row]!;
    if (stratumOf[cluster] === -1) {
      stratumOf[cluster] = stratum;
      sampled[stratum]!++;
    }
    requireDomain(
      stratumOf[cluster] === stratum,
      "surveyDesign requires each cluster in one stratum (clustersWithinStrata, where labels start again in each)",
      `cluster ${clusterIndex?.names[cluster]} in ${stratumOfRow.names[stratumOf[cluster]!]} and ${stratumOfRow.names[stratum]}`,
    );
  }
  const sizes = populationSizes(populations, stratumOfRow.names, sampled, strata !== undefined);
  sampled.forEach((count, stratum) =>
    requireDomain(
      count > 1 || lonelyCluster !== null || sizes[stratum] === count,
      "surveyDesign requires two clusters in every stratum, or a lonelyCluster",
      `1 in ${strata ? stratumOfRow.names[stratum] : "all"}`,
    ),
  );
  const baseWeights = weights
    ? checkedWeights(weights)
    : Float64Array.from({ length: rows }, (_, row) => {
        const stratum = stratumOfRow.of[row]!;
        const size = sizes[stratum] ?? null;
        return size === null ? 1 : size / sampled[stratum]!;
      });
  return {
    rows,
    weights: baseWeights,
    baseWeights,
    strata: stratumOfRow.names.map((name, stratum) => ({
      name,
      clusters: sampled[stratum]!,
      population: sizes[stratum] ?? null,
    })),
    clusterOf,
    stratumOf,
    adjustments: [],
    lonelyCluster,
  };
}

/** Stops at weights that are not above 0, as unbounded linear calibration may leave them. */
export function requirePositiveWeights(caller: string, weights: Float64Array): void {
  weights.forEach((weight, row) =>
    requireDomain(weight > 0, `${caller} requires weights above 0`, `${weight} at ${row}`),
  );
}

function rowCount(
  rows: number | undefined,
  columns: Readonly<Record<string, ArrayLike<unknown> | undefined>>,
): number {
  const [first] = Object.values(columns).filter((column) => column !== undefined);
  const count = rows ?? first?.length ?? 0;
  requireDomain(
    Number.isInteger(count) && count > 0 && count <= 1e9,
    "surveyDesign requires a column or rows from 1 to 1e9",
    count,
  );
  for (const [name, column] of Object.entries(columns)) {
    requireDomain(
      column === undefined || column.length === count,
      `surveyDesign requires columns of ${count} rows`,
      `${column?.length} in ${name}`,
    );
  }
  return count;
}

function checkedWeights(weights: ArrayLike<number>): Float64Array {
  const checked = Float64Array.from(weights);
  checked.forEach((weight, row) =>
    // Sums and products of weights outside this range leave that of doubles.
    requireDomain(
      weight >= 1e-250 && weight <= 1e250,
      "surveyDesign requires weights above 0 (1e-250…1e250)",
      `${weight} at ${row}`,
    ),
  );
  return checked;
}

function whole(rows: number): LabelIndex {
  return { names: ["all"], of: new Int32Array(rows) };
}

function nested(clusters: LabelIndex, strata: LabelIndex): LabelIndex {
  const pairs = Array.from(clusters.of, (cluster, row) => strata.of[row]! * clusters.names.length + cluster);
  return labelIndex("surveyDesign requires clustersWithinStrata", pairs);
}

function populationSizes(
  populations: DesignColumns["populations"],
  names: readonly string[],
  sampled: readonly number[],
  stratified: boolean,
): (number | null)[] {
  if (populations === undefined) return names.map(() => null);
  requireDomain(
    stratified === (typeof populations === "object"),
    "surveyDesign requires populations by stratum where there are strata, and otherwise one number",
    typeof populations === "object"
      ? "populations by stratum without strata"
      : `${populations} for all strata`,
  );
  const table = typeof populations === "object" ? new Map(Object.entries(populations)) : null;
  const unknown = [...(table?.keys() ?? [])].find((name) => !names.includes(name));
  requireDomain(
    unknown === undefined,
    "surveyDesign requires populations of sampled strata only",
    `${unknown}, of which there is no row`,
  );
  return names.map((name, stratum) => {
    const size = table ? table.get(name) : (populations as number);
    requireDomain(
      size !== undefined && size >= sampled[stratum]! && size < Infinity,
      `surveyDesign requires a finite population of at least its sample (${sampled[stratum]}) for each stratum`,
      `${size} for ${name}`,
    );
    return size!;
  });
}
