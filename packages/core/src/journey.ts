import type { LocalizedText } from "./instrument.ts";

/**
 * A journey as data: stages in order, the touchpoints of each, and which survey items measure them. Its JSON is the whole
 * contribution; no code is needed.
 */
export interface Journey {
  readonly id: string;
  readonly title: LocalizedText;
  /** In the order in which customers meet them. */
  readonly stages: readonly JourneyStage[];
}

/** A step of a journey. */
export interface JourneyStage {
  readonly id: string;
  readonly title: LocalizedText;
  readonly touchpoints: readonly JourneyTouchpoint[];
  /** Names by which events and instruments already call this stage. */
  readonly aliases?: readonly string[];
}

/** A place where customer and company meet. */
export interface JourneyTouchpoint {
  readonly id: string;
  readonly title: LocalizedText;
  /** Items that rate this touchpoint. */
  readonly items?: readonly string[];
  /** Channels it exists in; absent means any. */
  readonly channels?: readonly string[];
  readonly aliases?: readonly string[];
}
