import { z } from "zod";
import { text } from "../authoring/config-schema.ts";

/** Where on the map reviews stand: told once, for all of them. */
export interface ReviewPlace {
  /** Default `review`. */
  readonly channel?: string;
  readonly touchpoint?: string;
  readonly stage?: string;
}

/** Validates a {@link ReviewPlace}, as keys of a configuration. */
export const reviewPlace: {
  readonly [Key in keyof ReviewPlace]-?: z.ZodExactOptional<typeof text>;
} = {
  channel: text.exactOptional(),
  touchpoint: text.exactOptional(),
  stage: text.exactOptional(),
};

/** The keys of an event's envelope that say where it belongs. */
export function placeOf({ channel = "review", touchpoint, stage }: ReviewPlace): ReviewPlace & {
  readonly channel: string;
} {
  return {
    channel,
    ...(touchpoint !== undefined && { touchpoint }),
    ...(stage !== undefined && { stage }),
  };
}
