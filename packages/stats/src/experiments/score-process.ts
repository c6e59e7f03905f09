import { normalSurvival } from "../distributions/normal-distribution.ts";

/**
 * Where a test statistic may stand after the looks so far, if none of them stopped: its density at the nodes of a
 * quadrature, on the scale of the score S = z √t, whose increments are independent and normal with variance Δt and mean
 * drift · Δt.
 */
export interface ScoreProcess {
  readonly information: number;
  readonly nodes: Float64Array;
  /** Density times quadrature weight: they sum to the probability of getting here. */
  readonly masses: Float64Array;
}

/** Before the first look: at 0, with certainty. */
export const unobserved: ScoreProcess = {
  information: 0,
  nodes: Float64Array.of(0),
  masses: Float64Array.of(1),
};

/** Probability of having come this far and finding z above a bound at the next look (`side` 1), or below it (−1). */
export function crossing(
  { information: before, nodes, masses }: ScoreProcess,
  information: number,
  drift: number,
  z: number,
  side: 1 | -1,
): number {
  const step = information - before;
  const bound = z * Math.sqrt(information) - drift * step;
  const deviation = side * Math.sqrt(step);
  let chance = 0;
  for (let i = 0; i < nodes.length; i++)
    chance += (masses[i] as number) * normalSurvival((bound - (nodes[i] as number)) / deviation);
  return chance;
}

/** Density of z at a bound at the next look, without a drift. */
export function densityAt(
  { information: before, nodes, masses }: ScoreProcess,
  information: number,
  z: number,
): number {
  const deviation = Math.sqrt(information - before);
  let density = 0;
  for (let i = 0; i < nodes.length; i++) {
    const distance = (z * Math.sqrt(information) - (nodes[i] as number)) / deviation;
    density += (masses[i] as number) * Math.exp((-distance * distance) / 2);
  }
  return (density / inverseDensity / deviation) * Math.sqrt(information);
}

/**
 * The process after a look that stopped it outside low…high (in z). `next` is the information of the look to come, whose
 * step says how fine the nodes have to be.
 *
 * @source Armitage, McPherson and Rowe (1969), Repeated significance tests on accumulating data, JRSS A 132(2) 235–244;
 *   composite Gauss–Legendre quadrature
 */
export function continued(
  process: ScoreProcess,
  information: number,
  drift: number,
  [low, high]: readonly [number, number],
  next: number,
): ScoreProcess {
  const step = information - process.information;
  const deviation = Math.sqrt(step);
  const root = Math.sqrt(information);
  const center = drift * information;
  const from = Math.max(low * root, center - reach * root);
  const to = Math.min(high * root, center + reach * root);
  if (!(to > from)) return { information, nodes: new Float64Array(0), masses: new Float64Array(0) };
  const panels = Math.ceil((to - from) / (panelWidth * Math.min(deviation, Math.sqrt(next - information))));
  const half = (to - from) / panels / 2;
  const nodes = new Float64Array(panels * abscissas.length * 2);
  const masses = new Float64Array(nodes.length);
  let at = 0;
  for (let panel = 0; panel < panels; panel++)
    for (let k = 0; k < abscissas.length; k++)
      for (const side of [-1, 1]) {
        const node = from + half * (2 * panel + 1 + side * (abscissas[k] as number));
        let density = 0;
        for (let i = 0; i < process.nodes.length; i++) {
          const distance = (node - (process.nodes[i] as number) - drift * step) / deviation;
          density += (process.masses[i] as number) * Math.exp((-distance * distance) / 2);
        }
        nodes[at] = node;
        masses[at++] = (density / inverseDensity / deviation) * half * (weights[k] as number);
      }
  return { information, nodes, masses };
}

const inverseDensity = Math.sqrt(2 * Math.PI);

/** Standard deviations beyond which nothing is left that a double would notice. */
const reach = 9;

/** Width of a panel in standard deviations of a step: ten nodes in each are exact to about 1e-12. */
const panelWidth = 1.5;

/** Positive abscissas and weights of the ten-point Gauss–Legendre rule (Abramowitz and Stegun, table 25.4). */
const abscissas = [
  0.148_874_338_981_631_2, 0.433_395_394_129_247_2, 0.679_409_568_299_024_4, 0.865_063_366_688_984_5,
  0.973_906_528_517_171_7,
];
const weights = [
  0.295_524_224_714_752_9, 0.269_266_719_309_996_4, 0.219_086_362_515_982_04, 0.149_451_349_150_580_6,
  0.066_671_344_308_688_14,
];
