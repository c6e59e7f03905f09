/** A straight map from numbers to pixels, with round ticks. */
export interface LinearScale {
  (value: number): number;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/**
 * A scale from `domain` to `range`. Ticks are multiples of 1, 2 or 5 times a power of ten inside the domain.
 *
 * @param wanted about how many ticks; what fits the steps may be fewer or some more
 */
export function linearScale(
  domain: readonly [low: number, high: number],
  range: readonly [from: number, to: number],
  wanted: number,
): LinearScale {
  const [low, high] = domain;
  const span = high - low || 1;
  const slope = (range[1] - range[0]) / span;
  return Object.assign((value: number) => range[0] + (value - low) * slope, {
    low,
    high,
    ticks: roundTicks(low, high, wanted),
  });
}

/** Limits that hold all values with a little air, on round ticks, inside `limits`. */
export function roundDomain(
  values: readonly number[],
  limits: { readonly low: number; readonly high: number },
  wanted: number,
): readonly [low: number, high: number] {
  if (values.length === 0) return [limits.low, limits.high];
  let low = Math.min(...values);
  let high = Math.max(...values);
  const air = (high - low || (limits.high - limits.low) / 20) * 0.08;
  low -= air;
  high += air;
  const step = roundStep(high - low, wanted);
  return [
    Math.max(limits.low, clean(Math.floor(low / step) * step)),
    Math.min(limits.high, clean(Math.ceil(high / step) * step)),
  ];
}

/** Multiples of a round step inside low…high. */
export function roundTicks(low: number, high: number, wanted: number): number[] {
  const step = roundStep(high - low, wanted);
  const ticks: number[] = [];
  for (let multiple = Math.ceil(low / step - 1e-9); multiple <= high / step + 1e-9; multiple += 1)
    ticks.push(clean(multiple * step));
  return ticks;
}

function roundStep(span: number, wanted: number): number {
  if (!(span > 0)) return 1;
  const rough = span / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = rough / power;
  return power * (factor > 7.07 ? 10 : factor > 3.16 ? 5 : factor > 1.41 ? 2 : 1);
}

/** Without the dust of floating point; 0 rather than −0. */
function clean(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}
