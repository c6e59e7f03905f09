import { isDeepStrictEqual } from "node:util";
import { type Instrument, type InstrumentReference, instrumentReference } from "@cxkit/core";
import type { ConfigProblem } from "./config-problem.ts";

/** What a connection says of its items. */
export interface DeclaredItems {
  readonly connection: string;
  readonly instruments: readonly Instrument[];
}

/**
 * Items that come in by several connections and do not mean the same in all of them: their answers cannot count together.
 *
 * @returns a problem for each, at the later of the two connections, with what differs
 */
export function itemConflicts(declared: readonly DeclaredItems[]): readonly ConfigProblem[] {
  const first = new Map<InstrumentReference, { readonly connection: string; readonly meaning: Meaning }>();
  const problems: ConfigProblem[] = [];
  for (const { connection, instruments } of declared) {
    for (const instrument of instruments) {
      const meaning = meaningOf(instrument);
      const reference = instrumentReference(instrument);
      const before = first.get(reference);
      if (!before) {
        first.set(reference, { connection, meaning });
        continue;
      }
      const differs = [...new Set([...Object.keys(before.meaning), ...Object.keys(meaning)])].filter(
        (key) => !isDeepStrictEqual(before.meaning[key], meaning[key]),
      );
      if (differs.length === 0) continue;
      problems.push({
        path: `connections.${connection}.config`,
        message: `item ${instrument.id} is not what it is in connections.${before.connection} (${differs
          .map((key) => `${key}: ${words(meaning[key])}, there ${words(before.meaning[key])}`)
          .join("; ")}): make them alike, or give one of them another name`,
      });
    }
  }
  return problems;
}

type Meaning = { readonly [key: string]: unknown };

/** All but words for people, as stores compare it. */
function meaningOf({ label: _label, pointLabels: _pointLabels, ...meaning }: Instrument): Meaning {
  return meaning;
}

function words(value: unknown): string {
  return value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);
}
