import {
  type Answer,
  type CxEvent,
  type Instrument,
  type InstrumentReference,
  type MissingReason,
  missingReasons,
  scalePosition,
} from "@cxkit/core";

/** How an answer counts: `slot` as the schema tells, with the value where there is no scale. */
export interface AnswerSlot {
  readonly slot: number;
  readonly number?: number;
  readonly text?: string;
}

/** Slots of answers without a scale, and the first scale point. */
export const firstPoint = missingReasons.length;
export const numberSlot = firstPoint;
export const textSlot = firstPoint + 1;
export const listSlot = firstPoint + 2;

const offScale: AnswerSlot = { slot: missingReasons.indexOf("off-scale") };

/** An answer that is not counted, and why. */
export interface UncountedAnswer {
  readonly path: string;
  readonly reason: "unknown-instrument" | "off-scale" | "duplicate-item";
}

/** The answers of one event as they count. */
export interface CountedAnswers {
  readonly counted: readonly (AnswerSlot & { readonly series: number })[];
  readonly uncounted: readonly UncountedAnswer[];
  /** Instruments that are named and not declared. */
  readonly undeclared: readonly InstrumentReference[];
}

const noAnswers: CountedAnswers = { counted: [], uncounted: [], undeclared: [] };

/**
 * Judges the answers of an event: the first to each item on each instrument counts.
 *
 * @param seriesOf the number of an item's answers on a declared instrument
 */
export function countedAnswers(
  event: CxEvent,
  instruments: ReadonlyMap<InstrumentReference, Instrument>,
  seriesOf: (item: string, reference: InstrumentReference) => number,
): CountedAnswers {
  if (event.type !== "survey.responded" || event.data.answers.length === 0) return noAnswers;
  const counted: (AnswerSlot & { readonly series: number })[] = [];
  const uncounted: UncountedAnswer[] = [];
  const undeclared = new Set<InstrumentReference>();
  const seen = new Set<number>();
  const { answers } = event.data;
  for (let at = 0; at < answers.length; at += 1) {
    const answer = answers[at]!;
    const leaveOut = (reason: UncountedAnswer["reason"]): void => {
      uncounted.push({ path: `data.answers[${at}]`, reason });
    };
    const instrument = instruments.get(answer.instrument);
    if (!instrument) {
      undeclared.add(answer.instrument);
      leaveOut("unknown-instrument");
      continue;
    }
    const series = seriesOf(answer.item, answer.instrument);
    if (seen.has(series)) {
      leaveOut("duplicate-item");
      continue;
    }
    seen.add(series);
    const slot = instrument.scale ? scaleSlot(answer, instrument) : valueSlot(answer, instrument);
    if (slot === undefined) leaveOut("off-scale");
    counted.push({ series, ...(slot ?? offScale) });
  }
  return { counted, uncounted, undeclared: [...undeclared] };
}

function scaleSlot(answer: Answer, { scale, missingCodes }: Instrument): AnswerSlot | undefined {
  const reason = reasonOf(answer, missingCodes);
  if (reason) return { slot: missingReasons.indexOf(reason) };
  if (typeof answer.value !== "number" || !scale) return undefined;
  const position = scalePosition(scale, answer.value);
  return position < 0 ? undefined : { slot: firstPoint + position };
}

function valueSlot(answer: Answer, { missingCodes }: Instrument): AnswerSlot {
  const reason = reasonOf(answer, missingCodes);
  if (reason) return { slot: missingReasons.indexOf(reason) };
  const { value } = answer;
  if (typeof value === "number") return { slot: numberSlot, number: value };
  if (Array.isArray(value)) return { slot: listSlot, text: JSON.stringify([...new Set<string>(value)]) };
  return { slot: textSlot, text: String(value) };
}

/** Why an answer has no value; `undefined` where it has one. */
function reasonOf({ value, missing }: Answer, codes: Instrument["missingCodes"]): MissingReason | undefined {
  if (value === null || missing !== undefined) {
    const reason = missing ?? "unknown";
    return missingReasons.includes(reason) ? reason : "unknown";
  }
  return codes?.findLast(({ code }) => code === value)?.reason;
}
