/** Where on the map reviews stand: told once, for all of them. */
export interface ReviewPlace {
  /** Default `review`. */
  readonly channel?: string;
  readonly touchpoint?: string;
  readonly stage?: string;
}

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
