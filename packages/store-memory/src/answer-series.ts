import {
  type Answer,
  type Instrument,
  type InstrumentReference,
  type MissingReason,
  missingReasons,
  scalePosition,
  scaleSize,
} from "@cxkit/core";

/**
 * The answers to one item under one instrument: one column. On a scale an answer is a small number:
 *
 * | code | is |
 * | --- | --- |
 * | 0 … size − 1 | the scale point |
 * | size … size + 7 | no value, for the reason of that number in `missingReasons` |
 * | size + 8 … | an answer that is told otherwise than it counts: a missing code, a value off the scale |
 * | `absent` | no answer to the item |
 *
 * Without a scale (verbatims, choices, numbers) the column holds the values themselves.
 */
export interface AnswerSeries {
  /** Number of the column. */
  readonly index: number;
  readonly item: string;
  readonly reference: InstrumentReference;
  readonly instrument: Instrument;
  /** Number of scale points; 0 without a scale. */
  readonly size: number;
  /** 255 or 65 535, whichever the column's codes leave free; `NaN` without a scale. */
  readonly absent: number;
  /** The code of an answer on a scale. */
  encode(answer: Answer): number;
  /** What an odd code stands for; `undefined` for points and plain reasons. */
  odd(code: number): OddAnswer | undefined;
  /** The cell of an answer without a scale. */
  keep(answer: Answer): KeptAnswer;
  /** The answer that was encoded or kept. */
  answer(cell: number | KeptAnswer): Answer;
  /** Whether any odd code is in use: then columns go through `slots` before they are counted. */
  readonly hasOdd: boolean;
  /** Per code the slot it is counted in: a point, or size + the number of the reason. */
  readonly slots: Uint8Array | Uint16Array;
}

/** An answer that is told otherwise than it counts. */
export interface OddAnswer {
  readonly value: Answer["value"];
  readonly missing?: MissingReason | undefined;
  /** What it counts as. */
  readonly reason: MissingReason;
  /** The code does not say everything: the event is kept whole. */
  readonly whole: boolean;
  readonly setAside: boolean;
}

/** A cell of a column without a scale: the value, or what stands in its place. */
export type KeptAnswer = string | number | readonly string[] | OddAnswer;

/** Whether a cell holds no value. */
export function isOdd(cell: KeptAnswer): cell is OddAnswer {
  return typeof cell === "object" && !Array.isArray(cell);
}

/** A new, empty series. */
export function answerSeries(
  index: number,
  item: string,
  reference: InstrumentReference,
  instrument: Instrument,
): AnswerSeries {
  const { scale } = instrument;
  const size = scale ? scaleSize(scale) : 0;
  const reasons = missingReasons.length;
  // Room for some fifty odd answers in a byte; more of them are kept with their events.
  const narrow = size + reasons <= 200;
  // Without a scale any number may be an answer: absent cells are `undefined` there, and nothing equals NaN.
  const absent = !scale ? NaN : narrow ? 255 : 65_535;
  const slots = narrow ? new Uint8Array(256).fill(255) : new Uint16Array(65_536).fill(65_535);
  for (let code = 0; code < size + reasons; code += 1) slots[code] = code;
  const missingCodes = new Map(instrument.missingCodes?.map(({ code, reason }) => [code, reason]));
  const odds: OddAnswer[] = [];
  const oddCodes = new Map<string, number>();
  // A point may be written in several ways (0.3 and 0.1 × 3): the first to come is the one that is given back.
  const written: (number | undefined)[] = [];

  const encodeOdd = (odd: OddAnswer): number => {
    const key = `${typeof odd.value}:${String(odd.value)}:${odd.missing}:${odd.reason}:${odd.whole}`;
    let code = oddCodes.get(key);
    if (code === undefined) {
      code = size + reasons + odds.length;
      // One code per reason stays free for answers that are kept with their events.
      if (code >= absent - reasons && !odd.whole) return encodeOdd({ ...odd, value: null, whole: true });
      odds.push(odd);
      oddCodes.set(key, code);
      slots[code] = size + missingReasons.indexOf(odd.reason);
    }
    return code;
  };

  const oddOf = ({ value, missing }: Answer): OddAnswer | undefined => {
    if (value === null) return { value, missing, reason: reasonOf(missing), whole: false, setAside: false };
    if (missing !== undefined) {
      const whole = typeof value !== "number";
      return { value: whole ? null : value, missing, reason: reasonOf(missing), whole, setAside: false };
    }
    const reason = typeof value === "object" ? undefined : missingCodes.get(value);
    return reason && { value, reason, whole: false, setAside: false };
  };

  return {
    index,
    item,
    reference,
    instrument,
    size,
    absent,
    slots,
    get hasOdd() {
      return odds.length > 0;
    },
    encode(answer) {
      const { value, missing } = answer;
      if (value === null && missing !== undefined) {
        const reason = missingReasons.indexOf(missing);
        if (reason >= 0) return size + reason;
      }
      if (typeof value === "number" && missing === undefined && scale) {
        const position = scalePosition(scale, value);
        if (position >= 0 && !(missingCodes.size > 0 && missingCodes.has(value))) {
          const known = (written[position] ??= value);
          if (Object.is(known, value)) return position;
          return position | anotherSpelling;
        }
      }
      const odd = oddOf(answer);
      if (odd) return encodeOdd(odd);
      // A text where a number belongs may be anything, even a name: it stays with its event and goes with it.
      const whole = typeof value !== "number";
      return encodeOdd({ value: whole ? null : value, reason: "off-scale", whole, setAside: true });
    },
    odd: (code) => odds[code - size - reasons],
    keep(answer) {
      const odd = oddOf(answer);
      if (odd) return odd;
      return answer.value as KeptAnswer;
    },
    answer(cell) {
      let told: { readonly value: Answer["value"]; readonly missing?: MissingReason | undefined };
      if (size === 0) {
        const kept: KeptAnswer = cell;
        told = isOdd(kept) ? kept : { value: kept };
      } else {
        const code = cell as number;
        told =
          code < size
            ? { value: written[code] ?? null }
            : (odds[code - size - reasons] ?? { value: null, missing: missingReasons[code - size] });
      }
      return {
        item,
        value: told.value,
        ...(told.missing !== undefined && { missing: told.missing }),
        instrument: reference,
      };
    },
  };
}

/** Set on a code whose point is written in another way than the one given back: the event is kept whole. */
export const anotherSpelling = 2 ** 20;

/** The reason as it counts: a word that is none of the reasons says no more than that there is no value. */
function reasonOf(missing: MissingReason | undefined): MissingReason {
  return missing !== undefined && missingReasons.includes(missing) ? missing : "unknown";
}
