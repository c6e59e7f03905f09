/**
 * A sample of answers that are all equal, or one answer alone, with one pseudo-response spread evenly over the scale: what
 * stands in for a variance that cannot be estimated. On a 0…1 scale; the rule of `boundedScoreInterval` and `meanDifference`.
 */
export function withPseudoResponse(
  share: number,
  n: number,
): { readonly share: number; readonly variance: number; readonly n: number } {
  return {
    n: n + 1,
    share: (n * share + 0.5) / (n + 1),
    variance: ((n / (n + 1)) * (share - 0.5) ** 2 + 1 / 12) / n,
  };
}
