import * as fc from "fast-check";
import { broken, generated, type Law, shown } from "./law.ts";

/** Confidence limits. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/**
 * What a published interval may leave unpromised: its limits run off the scale; it misses the observed value on tiny samples; it
 * has no width where all answers agree; a higher level widens it without containing the narrower one.
 */
export type Unpromised = "on the scale" | "contains the value" | "has width" | "nested";

/** What is special to the interval under test. */
export interface IntervalLawOptions {
  /** Name that its errors must begin with; any name will do without it. */
  readonly name?: string;
  /** Laws that the method, as published, does not keep. Nothing by default. */
  readonly without?: readonly Unpromised[];
  /** Largest base it is tried with, 1e6 by default: smaller for methods whose work grows with it. */
  readonly largestBase?: number;
}

/** An interval of some kind, with inputs to try it on. */
export interface IntervalTrial<Input> {
  readonly method: unknown;
  readonly call: (input: Input, confidenceLevel?: number) => Limits;
  /** Any legal input, fractional bases included. */
  readonly input: fc.Arbitrary<Input>;
  /** Inputs at the edges: one answer, all answers equal, the ends of the scale. */
  readonly edges: readonly Input[];
  /** Inputs outside the domain. */
  readonly impossible: readonly Input[];
  readonly value: (input: Input) => number;
  readonly scale: Limits;
  /** The input seen from the other end, and a limit seen from there. */
  readonly mirrored: (input: Input) => Input;
  readonly mirror: (limit: number) => number;
  /** The same answers ten times over. */
  readonly grown: (input: Input) => Input;
  /** How wide limits are: their distance, unless they are of a ratio. */
  readonly width?: (limits: Limits) => number;
}

/** Levels that are no levels: percentages, ends, and numbers outside of everything. */
export const wrongLevels = [95, 5, 1, 0, -0.95, 1.0000001, NaN, Infinity, -Infinity] as const;

const nextToEnds = [Number.MIN_VALUE, 1e-300, 1e-17, 1 - 1e-9, 1 - 2 ** -53] as const;
const slack = 1e-9;

/** Confidence levels to try. */
export const levels = fc.double({ min: 0.001, max: 0.9999, noNaN: true });

/** Runs a check over generated input. */
export function forAll<T>(input: fc.Arbitrary<T>, check: (input: T) => void): () => void {
  return () => fc.assert(fc.property(input, check), generated);
}

/** Stops unless the call is refused with a RangeError that begins with the function's name and says what came. */
export function requireRefusal(
  call: () => unknown,
  name: string | undefined,
  ending: string | null,
  what: string,
): void {
  let error: unknown = null;
  let result: unknown = null;
  try {
    result = call();
  } catch (thrown) {
    error = thrown;
  }
  if (error === null) broken(`${what} is taken for an argument and gives ${shown(result)}`);
  if (!(error instanceof RangeError))
    broken(`${what} ends in ${error instanceof Error ? error.name : shown(error)} instead of a RangeError`);
  const { message } = error;
  const named = message.startsWith(name === undefined ? "" : `${name} requires `);
  const condition = /^\S+ requires .+, got /.test(message);
  if (!named || !condition || (ending !== null && !message.endsWith(`, got ${ending}`)))
    broken(`${what}: the error does not name function, condition and value: ${message}`);
}

/** The laws that intervals of all kinds keep. */
export function intervalLaws<Input>(trial: IntervalTrial<Input>, options: IntervalLawOptions): Law[] {
  const { call, scale } = trial;
  const promised = (promise: Unpromised): boolean => !(options.without ?? []).includes(promise);
  const unit = Math.min(Number.MAX_VALUE, scale.high - scale.low);
  const tolerance = (limit: number): number => slack * (unit < 1e300 ? unit : Math.abs(limit));
  const at = (input: Input, level: number | undefined): string => `${shown(input)} at ${shown(level)}`;
  const requireOrder = (input: Input, level: number): void => {
    const { low, high } = call(input, level);
    if (!Number.isFinite(low) || !Number.isFinite(high) || low > high)
      broken(`${at(input, level)}: the limits are ${low} and ${high}`);
  };
  const clip = (limit: number): number => Math.min(scale.high, Math.max(scale.low, limit));
  // What lies off the scale counts for nothing.
  const { width = ({ low, high }: Limits) => clip(high) - clip(low) } = trial;
  const requireWider = (input: Input, one: number, other: number): void => {
    const narrow = call(input, Math.min(one, other));
    const wide = call(input, Math.max(one, other));
    const inside =
      clip(wide.low) <= clip(narrow.low) + tolerance(narrow.low) &&
      clip(wide.high) >= clip(narrow.high) - tolerance(narrow.high);
    const wider = wide.high - wide.low >= (narrow.high - narrow.low) * (1 - slack) - tolerance(0);
    if (promised("nested") ? !inside : !wider)
      broken(
        `${at(input, Math.max(one, other))}: ${shown(wide)} is narrower than ${shown(narrow)} at a lower level`,
      );
  };
  const withLevel = fc.tuple(trial.input, levels);
  const laws: (Law | null)[] = [
    {
      name: "an interval says by which method it was made",
      check() {
        if (typeof trial.method !== "string" || trial.method === "")
          broken(`method is ${shown(trial.method)}`);
      },
    },
    {
      name: "limits are finite and in order, for fractional bases too",
      check: forAll(withLevel, ([input, level]) => requireOrder(input, level)),
    },
    {
      name: "limits are finite and in order for one answer, equal answers and the ends of the scale",
      check() {
        for (const input of trial.edges)
          for (const level of [0.5, 0.9, 0.95, 0.999]) requireOrder(input, level);
      },
    },
    {
      name: "limits are finite and in order at levels next to 0 and 1",
      check: forAll(
        fc.tuple(fc.oneof(trial.input, fc.constantFrom(...trial.edges)), fc.constantFrom(...nextToEnds)),
        ([input, level]) => requireOrder(input, level),
      ),
    },
    {
      name: "a higher confidence level never narrows the interval",
      check: forAll(fc.tuple(trial.input, levels, levels), ([input, one, other]) =>
        requireWider(input, one, other),
      ),
    },
    {
      name: "0.05 is a low confidence level, not a significance level",
      check: forAll(trial.input, (input) => {
        const low = call(input, 0.05);
        const high = call(input, 0.95);
        if (low.high - low.low > (high.high - high.low) * (1 + slack) + tolerance(0))
          broken(`${shown(input)}: ${shown(low)} at 0.05 is wider than ${shown(high)} at 0.95`);
      }),
    },
    {
      name: "the confidence level is 0.95 where none is given",
      check: forAll(trial.input, (input) => {
        const [given, asked] = [call(input), call(input, 0.95)];
        if (shown(given) !== shown(asked)) broken(`${shown(input)}: ${shown(given)} is not ${shown(asked)}`);
      }),
    },
    {
      name: "an interval mirrors with its sample",
      check: forAll(withLevel, ([input, level]) => {
        const { low, high } = call(input, level);
        const other = call(trial.mirrored(input), level);
        const apart = Math.max(
          Math.abs(low - trial.mirror(other.high)) - tolerance(low),
          Math.abs(high - trial.mirror(other.low)) - tolerance(high),
        );
        if (apart > 0)
          broken(`${at(input, level)}: ${shown({ low, high })} and from the other end ${shown(other)}`);
      }),
    },
    {
      name: "ten times the answers never widen the interval",
      check: forAll(withLevel, ([input, level]) => {
        const few = call(input, level);
        const many = call(trial.grown(input), level);
        if (width(many) > width(few) * (1 + slack) + slack)
          broken(`${at(input, level)}: ${shown(few)}, and with ten times the answers ${shown(many)}`);
      }),
    },
    promised("contains the value")
      ? {
          name: "an interval contains the observed value",
          check: forAll(
            fc.tuple(fc.oneof(trial.input, fc.constantFrom(...trial.edges)), levels),
            ([input, level]) => {
              const { low, high } = call(input, level);
              const value = trial.value(input);
              if (low > value + tolerance(value) || high < value - tolerance(value))
                broken(`${at(input, level)}: ${value} is outside ${shown({ low, high })}`);
            },
          ),
        }
      : null,
    promised("on the scale")
      ? {
          name: "limits stay on the scale",
          check: forAll(
            fc.tuple(fc.oneof(trial.input, fc.constantFrom(...trial.edges)), levels),
            ([input, level]) => {
              const { low, high } = call(input, level);
              if (low < scale.low || high > scale.high)
                broken(`${at(input, level)}: ${shown({ low, high })} is outside ${shown(scale)}`);
            },
          ),
        }
      : null,
    promised("has width")
      ? {
          name: "an interval has width where all answers agree",
          check() {
            for (const input of trial.edges) {
              const { low, high } = call(input, 0.95);
              if (!(high - low > 0)) broken(`${shown(input)}: no width at ${low}`);
            }
          },
        }
      : null,
    {
      name: "a level outside 0…1 is refused by name",
      check() {
        const [input] = fc.sample(trial.input, { numRuns: 1, seed: generated.seed });
        for (const wrong of wrongLevels)
          requireRefusal(() => call(input as Input, wrong), options.name, String(wrong), `level ${wrong}`);
      },
    },
    {
      name: "an impossible sample is refused by name",
      check() {
        for (const input of trial.impossible)
          requireRefusal(() => call(input, 0.95), options.name, null, shown(input));
      },
    },
  ];
  return laws.filter((law) => law !== null);
}

/** A few, an integer or a fraction of a base, from 0 up to the largest: few beside many is where intervals run off the scale. */
export function counts(largest: number): fc.Arbitrary<number> {
  return fc.oneof(
    fc.constantFrom(0, 1, 2),
    fc.integer({ min: 0, max: Math.min(40, largest) }),
    fc.double({ min: 0, max: largest, noNaN: true }).map((count) => (count < 1e-6 ? 0 : count)),
  );
}
