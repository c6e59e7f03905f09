import type { RatingScale } from "./count-ratings.ts";
import type { Direction } from "./top-box.ts";

/** A published customer effort question: its version says scale and direction. Spread it into the options of `ces`. */
export interface CesVersion {
  readonly version: string;
  readonly scale: RatingScale;
  readonly direction: Direction;
  /** The question as published; `…` stands for the organisation. */
  readonly wording: string;
}

/**
 * Customer effort score 1.0: effort put in, 1 very low to 5 very high, lower is better.
 *
 * @source Dixon, Freeman and Toman (2010), Stop trying to delight your customers, Harvard Business Review 88(7/8) 116–122
 * @example
 * import { ces, ces1 } from "@cxkit/metrics";
 * ces([1, 2, 5], ces1).easy.value?.toFixed(1) // => "66.7"
 */
export const ces1: CesVersion = {
  version: "1.0",
  scale: { min: 1, max: 5 },
  direction: "lower-is-better",
  wording: "How much effort did you personally have to put forth to handle your request?",
};

/**
 * Customer effort score 2.0: agreement that it was easy, 1 strongly disagree to 7 strongly agree, higher is better.
 *
 * @source Dixon, Toman and DeLisi (2013), The Effortless Experience, Portfolio/Penguin
 * @example
 * import { ces, ces2 } from "@cxkit/metrics";
 * ces([7, 6, 2], ces2).version // => "2.0"
 */
export const ces2: CesVersion = {
  version: "2.0",
  scale: { min: 1, max: 7 },
  direction: "higher-is-better",
  wording: "… made it easy for me to handle my issue.",
};
