import { cxError } from "../error.ts";
import { type Instrument, instrumentReference, type InstrumentReference, scaleSize } from "../instrument.ts";
import { same } from "./same-content.ts";

/**
 * Those of a list of instruments that are not known yet, by reference. Labels are no part of what an instrument means: declaring it
 * again under other names changes nothing.
 *
 * @throws {CxError} `invalid-setup` when one is declared with another meaning, has no proper scale, or one of more than 60,000 points
 */
export function newInstruments(
  known: ReadonlyMap<InstrumentReference, Instrument>,
  more: readonly Instrument[],
): Map<InstrumentReference, Instrument> {
  const fresh = new Map<InstrumentReference, Instrument>();
  for (const instrument of more) {
    const reference = instrumentReference(instrument);
    const before = fresh.get(reference) ?? known.get(reference);
    if (before && !same(meaningOf(before), meaningOf(instrument))) {
      throw cxError("invalid-setup", `${reference} is declared twice with different meanings`, {
        path: reference,
      });
    }
    if (before) continue;
    checkScale(reference, instrument);
    fresh.set(reference, instrument);
  }
  return fresh;
}

/** What makes two declarations of an instrument differ: everything but the names it goes by. */
function meaningOf({ label: _label, pointLabels: _pointLabels, ...meaning }: Instrument): unknown {
  return meaning;
}

function checkScale(reference: string, { scale }: Instrument): void {
  if (!scale) return;
  try {
    if (scaleSize(scale) <= 60_000) return;
  } catch (cause) {
    throw cxError("invalid-setup", `${reference} has no proper scale`, { path: reference, cause });
  }
  throw cxError("invalid-setup", `${reference} has more than 60,000 scale points: a number needs no scale`, {
    path: reference,
  });
}
