import { requireDomain } from "../domain.ts";
import { requireLevel } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { type ArmEstimate, requireArms } from "./arm-estimate.ts";
import { liftOf } from "./relative-lift.ts";

/** How a confidence sequence is made. */
export interface SequenceOptions {
  /** Strictly between 0 and 1. Default 0.95: at all looks together. */
  readonly confidenceLevel?: number;
  /** Subjects at which the sequence is to be narrowest, above 0; decide it before the first look. Default 5000. */
  readonly tuningSize?: number;
}

/** What can be said at this look, however many there were and will be. */
export interface SequentialEstimate {
  readonly estimate: number;
  readonly standardError: number;
  /** Confidence limits that hold at all looks together. */
  readonly interval: Interval;
  /** Always-valid two-sided p-value of this look alone; {@link alwaysValidPValues} makes a sequence of them monotone. */
  readonly pValue: number;
  /** Natural logarithm of the e-value: the evidence against "no difference", as a bet's winnings. */
  readonly logEValue: number;
  readonly n: number;
  readonly confidenceLevel: number;
  readonly tuningSize: number;
  readonly method: "asymptotic-confidence-sequence";
}

/**
 * Asymptotic confidence sequence: an interval that may be looked at as often as one likes and still covers, at all looks
 * together, at the level it says. The price is width: about half as wide again as a fixed-horizon interval at the size it is tuned for.
 *
 * For estimates that are averages of independent subjects; "asymptotic" means that it needs some dozens of them in each arm.
 *
 * @param estimate a value, its standard error at this look and the subjects behind it, of all arms together
 * @param options `tuningSize`: where it is to be narrowest
 * @throws {RangeError} when the standard error or n is not above 0, a number is not finite, or the level not strictly
 *   between 0 and 1
 * @source Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024), Time-uniform central limit theory and asymptotic
 *   confidence sequences, The Annals of Statistics 52(6) 2613–2640 (arXiv:2103.06476), with ρ of its appendix
 * @example confidenceSequence({ value: 0.1, standardError: 0.02, n: 5000 }).interval.low.toFixed(4) // => "0.0393"
 */
export function confidenceSequence(estimate: ArmEstimate, options: SequenceOptions = {}): SequentialEstimate {
  return sequence("confidenceSequence", estimate, options);
}

/**
 * What the treatment changed, as an asymptotic confidence sequence: for experiments that are watched while they run, and
 * stopped when the answer is clear.
 *
 * @param control what the control arm shows so far
 * @param treatment what the treatment arm shows so far
 * @param options `tuningSize`: subjects of both arms at which it is to be narrowest
 * @returns treatment minus control
 * @throws {RangeError} when neither arm varies yet, a number is not finite, or the level not strictly between 0 and 1
 * @source Waudby-Smith et al. (2024), The Annals of Statistics 52(6) 2613–2640
 * @example sequentialDifference({ value: 0.3, standardError: 0.0229, n: 400 }, { value: 0.4, standardError: 0.0239, n: 420 }).pValue.toFixed(4) // => "0.1149"
 */
export function sequentialDifference(
  control: ArmEstimate,
  treatment: ArmEstimate,
  options: SequenceOptions = {},
): SequentialEstimate {
  requireArms("sequentialDifference", control, treatment);
  const value = treatment.value - control.value;
  const standardError = Math.hypot(control.standardError, treatment.standardError);
  return sequence("sequentialDifference", { value, standardError, n: control.n + treatment.n }, options);
}

/**
 * The relative lift as an asymptotic confidence sequence.
 *
 * @param control what the control arm shows so far
 * @param treatment what the treatment arm shows so far
 * @param options `tuningSize`: subjects of both arms at which it is to be narrowest
 * @returns (treatment − control) / |control|; `null` when the interval of the control covers 0
 * @throws {RangeError} when neither arm varies yet, a number is not finite, or the level not strictly between 0 and 1
 * @source Waudby-Smith et al. (2024), The Annals of Statistics 52(6) 2613–2640; Deng, Knoblich and Lu (2018), KDD 233–242
 * @example sequentialLift({ value: 0.3, standardError: 0.0229, n: 400 }, { value: 0.4, standardError: 0.0239, n: 420 })?.interval.low.toFixed(4) // => "-0.1157"
 */
export function sequentialLift(
  control: ArmEstimate,
  treatment: ArmEstimate,
  options: SequenceOptions = {},
): SequentialEstimate | null {
  const observed = liftOf("sequentialLift", control, treatment, options.confidenceLevel ?? 0.95);
  if (!observed) return null;
  const { lift: value, standardError } = observed;
  return sequence("sequentialLift", { value, standardError, n: control.n + treatment.n }, options);
}

function sequence(caller: string, arm: ArmEstimate, options: SequenceOptions): SequentialEstimate {
  const { confidenceLevel = 0.95, tuningSize = 5000 } = options;
  requireLevel(caller, confidenceLevel);
  requireArms(caller, arm);
  requireDomain(
    tuningSize > 0 && tuningSize < Infinity,
    `${caller} requires a finite tuningSize > 0`,
    tuningSize,
  );
  const { value, standardError, n } = arm;
  requireDomain(standardError > 0, `${caller} requires a standard error > 0`, standardError);
  const surprise = -Math.log(1 - confidenceLevel);
  // ρ² n: how far the sequence is next to the size it was tuned for.
  const progress = (n / tuningSize) * (2 * surprise + Math.log1p(2 * surprise));
  requireDomain(
    progress > 0 && progress < Infinity,
    `${caller} requires an n that compares with tuningSize`,
    `${n} and ${tuningSize}`,
  );
  const margin = standardError * Math.sqrt((1 + 1 / progress) * 2 * (Math.log1p(progress) / 2 + surprise));
  requireDomain(
    Math.abs(value) + margin < Infinity,
    `${caller} requires a standard error that leaves finite limits`,
    standardError,
  );
  const z = value / standardError;
  const logEValue = Math.min(
    Number.MAX_VALUE,
    (z * z * (progress / (1 + progress))) / 2 - Math.log1p(progress) / 2,
  );
  return {
    estimate: value,
    standardError,
    interval: { low: value - margin, high: value + margin },
    pValue: Math.min(1, Math.exp(-logEValue)),
    logEValue,
    n,
    confidenceLevel,
    tuningSize,
    method: "asymptotic-confidence-sequence",
  };
}
