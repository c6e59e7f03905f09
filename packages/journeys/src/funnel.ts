import type { Instant } from "@cxkit/core";
import { funnelFromCounts, type FunnelOptions, type FunnelStep } from "./funnel-from-counts.ts";

/** A subject seen at a stage. Events with a stage are such sightings as they are. */
export interface StageReached {
  /** Pseudonymous key of the customer; absent where nobody knows. */
  readonly subject?: string | undefined;
  /** Id of the stage; absent or unknown ones are counted in `elsewhere`. */
  readonly stage?: string | undefined;
  /** RFC 3339 with offset, or milliseconds since 1970-01-01T00:00Z. */
  readonly time: Instant | number;
}

/** A step of a funnel made of sightings. */
export interface ObservedFunnelStep extends FunnelStep {
  /** Subjects seen at this stage but not counted here, because they were not seen at all stages before, in order. */
  readonly outOfOrder: number;
}

/** How many customers came how far. */
export interface Funnel {
  readonly steps: readonly ObservedFunnelStep[];
  /** Sightings without a subject. They are in no count: they may be one customer or as many as they are. */
  readonly unidentified: number;
  /** Sightings at no stage of this funnel. */
  readonly elsewhere: number;
}

/** How sightings are ordered. */
export interface ObservedFunnelOptions extends FunnelOptions {
  /**
   * Whether stages reached at the very same instant count as reached in order. `"dropped"`, the default, asks for strictly later;
   * choose `"in-order"` where times are days.
   */
  readonly sameInstant?: "dropped" | "in-order";
}

/**
 * How many customers reached each stage in order, from sightings in any order of arrival.
 *
 * A subject counts at a stage when it was seen there strictly after it counted at the stage before; it counts once, however
 * often it comes back. **No skipping**: whoever is seen at payment without having been seen at the cart before is not counted
 * at payment, but in that step's `outOfOrder`. Between two stages anything may happen and any time may pass.
 *
 * **Unit**: percent. **Base**: identified subjects. **Interval**: Wilson. **Assumes** that subjects are customers: one who is
 * known by two keys is two.
 *
 * @param stages ids in order
 * @throws {RangeError} when there is no stage or one comes twice, or a time cannot be read
 * @example
 * import { funnel } from "@cxkit/journeys";
 * const seen = [
 *   { subject: "a", stage: "cart", time: 1 },
 *   { subject: "a", stage: "payment", time: 2 },
 *   { subject: "b", stage: "cart", time: 2 },
 *   { subject: "c", stage: "payment", time: 3 },
 *   { stage: "cart", time: 4 },
 * ];
 * const { steps, unidentified } = funnel(["cart", "payment"], seen);
 * steps.map(({ reached, outOfOrder }) => [reached, outOfOrder]); // => [[2, 0], [1, 1]]
 * steps[1]?.fromStart?.value; // => 50
 * unidentified; // => 1
 */
export function funnel(
  stages: readonly string[],
  reached: Iterable<StageReached>,
  options: ObservedFunnelOptions = {},
): Funnel {
  // Sees to the stages before a long stream is read.
  funnelFromCounts(
    stages.map((stage) => ({ stage, reached: 0 })),
    options,
  );
  const positions = new Map(stages.map((stage, position) => [stage, position]));
  const bySubject = new Map<string, Sighting[]>();
  let unidentified = 0;
  let elsewhere = 0;
  for (const { subject, stage, time } of reached) {
    const position = stage === undefined ? undefined : positions.get(stage);
    if (position === undefined) elsewhere++;
    else if (subject === undefined) unidentified++;
    else {
      const sighting = { position, time: milliseconds(time) };
      const before = bySubject.get(subject);
      if (before) before.push(sighting);
      else bySubject.set(subject, [sighting]);
    }
  }
  const counts = stages.map(() => 0);
  const seen = stages.map(() => 0);
  for (const sightings of bySubject.values()) {
    const depth = depthOf(sightings, options.sameInstant ?? "dropped");
    for (let position = 0; position < depth; position++) counts[position]!++;
    for (const position of new Set(sightings.map((one) => one.position))) seen[position]!++;
  }
  const steps = funnelFromCounts(
    stages.map((stage, position) => ({ stage, reached: counts[position]! })),
    options,
  );
  return {
    steps: steps.map((step, position) => ({ ...step, outOfOrder: seen[position]! - step.reached })),
    unidentified,
    elsewhere,
  };
}

interface Sighting {
  readonly position: number;
  readonly time: number;
}

/** How many stages in a row a subject reached. Taking each at its earliest leaves most time for the next. */
function depthOf(sightings: Sighting[], sameInstant: "dropped" | "in-order"): number {
  sightings.sort((left, right) => left.time - right.time || left.position - right.position);
  let depth = 0;
  let last = -Infinity;
  for (const { position, time } of sightings) {
    if (position !== depth || (time === last && sameInstant === "dropped")) continue;
    depth++;
    last = time;
  }
  return depth;
}

function milliseconds(time: Instant | number): number {
  // Without an offset the text would mean another instant on every machine.
  const value = typeof time === "number" ? time : /(?:Z|[+-]\d\d:\d\d)$/i.test(time) ? Date.parse(time) : NaN;
  if (!Number.isFinite(value)) {
    throw new RangeError(`funnel requires RFC 3339 times with offset, or finite milliseconds, got ${time}`);
  }
  return value;
}
