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

/** An answer as it is stored. */
export interface CountedAnswer {
  readonly series: number;
  readonly slot: number;
  readonly number: number | null;
  readonly text: string | null;
}

/** The answers of one event as they count. */
export interface CountedAnswers {
  readonly counted: readonly CountedAnswer[];
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
  const counted: CountedAnswer[] = [];
  const uncounted: UncountedAnswer[] = [];
  let undeclared: Set<InstrumentReference> | undefined;
  const { answers } = event.data;
  // A handful is looked through faster than a set is made.
  const seen = answers.length > 16 ? new Set<number>() : undefined;
  for (let at = 0; at < answers.length; at += 1) {
    const answer = answers[at]!;
    const instrument = instruments.get(answer.instrument);
    if (!instrument) {
      (undeclared ??= new Set()).add(answer.instrument);
      uncounted.push(leftOut(at, "unknown-instrument"));
      continue;
    }
    const series = seriesOf(answer.item, answer.instrument);
    if (seen ? seen.has(series) : counted.some((before) => before.series === series)) {
      uncounted.push(leftOut(at, "duplicate-item"));
      continue;
    }
    seen?.add(series);
    const found = instrument.scale ? scaleSlot(answer, instrument) : valueSlot(answer, instrument);
    if (found === undefined) uncounted.push(leftOut(at, "off-scale"));
    const { slot, number = null, text = null } = found ?? offScale;
    counted.push({ series, slot, number, text });
  }
  return { counted, uncounted, undeclared: undeclared ? [...undeclared] : [] };
}

function leftOut(at: number, reason: UncountedAnswer["reason"]): UncountedAnswer {
  return { path: `data.answers[${at}]`, reason };
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
