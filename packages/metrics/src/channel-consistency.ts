import { cxError, type Estimate, type EstimateInterval, type Unit } from "@cxkit/core";
import { heterogeneity, type Heterogeneity } from "@cxkit/stats/differences";
import { normalQuantile } from "@cxkit/stats/distributions";
import { checkedLevel } from "./score-estimate.ts";

/** How one metric differs between channels. */
export interface ChannelConsistency {
  readonly unit: Unit;
  readonly confidenceLevel: number;
  /** How many channels were compared. */
  readonly channels: number;
  /** Channels left out, for want of a value or of a standard error above 0. */
  readonly leftOut: readonly string[];
  /** Best minus worst channel; its interval holds for all pairs at once (Bonferroni). */
  readonly range: {
    readonly highest: string;
    readonly lowest: string;
    readonly value: number;
    readonly interval: EstimateInterval;
  } | null;
  /** Q, I², τ² and the pooled means; `null` below two channels. */
  readonly heterogeneity: Heterogeneity | null;
  /** τ, the spread of the channels' true values, in the unit; `null` below two channels. */
  readonly spread: number | null;
  /**
   * Spread relative to the pooled mean, τ / |random mean|; `null` below two channels, and for points, which have no natural
   * zero, and where the mean is 0.
   */
  readonly coefficientOfVariation: number | null;
}

/**
 * Cross-channel consistency: whether one metric is the same in web, app, store and hotline, beyond what sampling explains, and
 * how far apart the ends are.
 *
 * The largest minus the smallest of many channels is large by chance alone: its interval allows for having looked at every
 * pair. The test is Cochran's Q, its p-value in `heterogeneity.pValue`.
 *
 * **Unit**: that of the estimates. **Interval**: normal, of the difference of two, at 1 − α/pairs. **Assumes** independent
 * samples, one a channel; a channel without a value, or all of whose answers are equal, is left out and named.
 *
 * @param channels results of one metric by channel
 * @throws {CxError} `invalid-setup` when the units differ
 * @throws {RangeError} when the level is not strictly between 0 and 1
 * @source Cochran (1954), Biometrics 10(1) 101–129; DerSimonian and Laird (1986), Controlled Clinical Trials 7(3) 177–188
 * @example
 * import { channelConsistency, csat } from "@cxkit/metrics";
 * const web = csat([5, 4, 4, 5, 1, 4]);
 * const shop = csat([2, 5, 3, 1, 4, 2]);
 * channelConsistency({ web, shop }).range?.highest // => "web"
 */
export function channelConsistency(
  channels: { readonly [channel: string]: Estimate },
  options: { readonly confidenceLevel?: number } = {},
): ChannelConsistency {
  const confidenceLevel = checkedLevel("channelConsistency", options);
  const entries = Object.entries(channels);
  const unit = entries[0]?.[1].unit ?? "none";
  const other = entries.find(([, estimate]) => estimate.unit !== unit);
  if (other) {
    throw cxError(
      "invalid-setup",
      `channelConsistency needs one unit, got ${unit} and, of ${other[0]}, ${other[1].unit}`,
    );
  }
  const known: Known[] = [];
  const leftOut: string[] = [];
  for (const [channel, { value, standardError }] of entries) {
    if (value === null || !standardError) leftOut.push(channel);
    else known.push({ channel, value, standardError });
  }
  const base = { unit, confidenceLevel, channels: known.length, leftOut };
  if (known.length < 2) {
    return { ...base, range: null, heterogeneity: null, spread: null, coefficientOfVariation: null };
  }
  const found = heterogeneity(
    known.map(({ value }) => value),
    known.map(({ standardError }) => standardError),
  );
  const spread = Math.sqrt(found.tauSquared);
  const mean = Math.abs(found.random.mean);
  return {
    ...base,
    range: rangeOf(known, confidenceLevel),
    heterogeneity: found,
    spread,
    coefficientOfVariation: unit === "points" || mean === 0 ? null : spread / mean,
  };
}

interface Known {
  readonly channel: string;
  readonly value: number;
  readonly standardError: number;
}

function rangeOf(known: readonly Known[], level: number): ChannelConsistency["range"] {
  const highest = known.reduce((best, next) => (next.value > best.value ? next : best));
  // Not the highest again where all are equal.
  const lowest = known
    .filter((one) => one !== highest)
    .reduce((worst, next) => (next.value < worst.value ? next : worst));
  const pairs = (known.length * (known.length - 1)) / 2;
  const margin =
    -normalQuantile((1 - level) / 2 / pairs) * Math.hypot(highest.standardError, lowest.standardError);
  const value = highest.value - lowest.value;
  return {
    highest: highest.channel,
    lowest: lowest.channel,
    value,
    interval: { low: Math.max(0, value - margin), high: value + margin },
  };
}
