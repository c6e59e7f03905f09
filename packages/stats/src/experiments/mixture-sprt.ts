import { requireDomain } from "../domain.ts";

/** What a mixture sequential probability ratio test says at one look. */
export interface MixtureSprt {
  /** Natural logarithm of the mixture likelihood ratio, which is an e-value. */
  readonly logLikelihoodRatio: number;
  /** Always-valid p-value of this look alone, at most 1. */
  readonly pValue: number;
  readonly difference: number;
  readonly standardError: number;
  readonly mixingDeviation: number;
}

/**
 * Mixture sequential probability ratio test (mSPRT) of a difference, with effects that are thought to be normal around 0: the
 * test behind many commercial always-valid p-values.
 *
 * Compared with {@link confidenceSequence} it is tuned by the size of effects to be expected, not by the number of subjects.
 *
 * @param look the difference and its standard error at this look (0 as long as nothing varies, which says nothing), and
 *   `mixingDeviation`: the standard deviation of effects of such experiments, above 0, in the unit of the difference;
 *   decide it before the first look
 * @throws {RangeError} when the difference is not finite, the standard error negative, or the mixing deviation not above 0
 * @source Robbins (1970), Statistical methods related to the law of the iterated logarithm, The Annals of Mathematical
 *   Statistics 41(5) 1397–1409; Johari, Koomen, Pekelis and Walsh (2022), Always valid inference: continuous monitoring of
 *   A/B tests, Operations Research 70(3) 1806–1821
 * @example mixtureSprt({ difference: 0.1, standardError: 0.03, mixingDeviation: 0.1 }).pValue.toFixed(4) // => "0.0213"
 */
export function mixtureSprt(look: {
  readonly difference: number;
  readonly standardError: number;
  readonly mixingDeviation: number;
}): MixtureSprt {
  const { difference, standardError, mixingDeviation } = look;
  requireDomain(Number.isFinite(difference), "mixtureSprt requires a finite difference", difference);
  requireDomain(
    standardError >= 0 && standardError < Infinity,
    "mixtureSprt requires a finite standard error ≥ 0",
    standardError,
  );
  requireDomain(
    mixingDeviation > 0 && mixingDeviation < Infinity,
    "mixtureSprt requires a finite mixingDeviation > 0",
    mixingDeviation,
  );
  const progress = (mixingDeviation / standardError) ** 2;
  const z = difference / standardError;
  const logLikelihoodRatio =
    standardError > 0 && progress < Infinity
      ? Math.min(Number.MAX_VALUE, (z * z * (progress / (1 + progress)) - Math.log1p(progress)) / 2)
      : 0;
  return {
    logLikelihoodRatio,
    pValue: Math.min(1, Math.exp(-logLikelihoodRatio)),
    difference,
    standardError,
    mixingDeviation,
  };
}
