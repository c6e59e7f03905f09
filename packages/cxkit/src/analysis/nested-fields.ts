import type { Store } from "@cxkit/core";
import type { KnownSum } from "./small-cells.ts";

/** A value of a field; `null` where the field is empty. */
export interface FieldValue {
  readonly field: string;
  readonly value: string | null;
}

/** A value whose answers are exactly those of some values of another field: a region and its stores. */
export interface Nesting {
  readonly outer: FieldValue;
  readonly inner: readonly FieldValue[];
}

/** Finds what nests in what among fields: everybody who knows the shops knows it, so rows must be safe against it. */
export async function nestingsOf(store: Store, fields: readonly string[]): Promise<readonly Nesting[]> {
  const found: Nesting[] = [];
  for (const [at, first] of fields.entries()) {
    for (const second of fields.slice(at + 1)) {
      const cells = await store.tally({
        select: { types: ["survey.responded"], tally: "category", value: "type" },
        by: [first, second],
        zone: "UTC",
      });
      const pairs = cells.map(({ by }) => [by[first] ?? null, by[second] ?? null] as const);
      found.push(...nested(first, second, pairs));
      found.push(
        ...nested(
          second,
          first,
          pairs.map(([left, right]) => [right, left] as const),
        ),
      );
    }
  }
  return found;
}

/**
 * What is known to add up among rows: the rows of one field to the total, which is shown, and nested rows to what they nest in.
 *
 * @param rows each a value of a field; all values of a field are there
 */
export function knownSums(rows: readonly FieldValue[], nestings: readonly Nesting[]): readonly KnownSum[] {
  const position = new Map(rows.map((row, at) => [nameOf(row), at]));
  const byField = new Map<string, number[]>();
  rows.forEach(({ field }, at) => byField.set(field, [...(byField.get(field) ?? []), at]));
  return [
    ...[...byField.values()].map((all) => ({ rows: all })),
    ...nestings.flatMap(({ outer, inner }) => {
      const total = position.get(nameOf(outer));
      // Values that nobody chose here add nothing.
      const parts = inner.flatMap((one) => position.get(nameOf(one)) ?? []);
      return total === undefined || parts.length === 0 ? [] : [{ rows: parts, total }];
    }),
  ];
}

/** One text for a value of a field. */
export function nameOf({ field, value }: FieldValue): string {
  return JSON.stringify([field, value]);
}

/** Only where the whole field nests: that one rare value meets another by chance is nobody's knowledge. */
function nested(
  outer: string,
  inner: string,
  pairs: readonly (readonly [string | null, string | null])[],
): readonly Nesting[] {
  const insides = new Map<string | null, Set<string | null>>();
  const outsides = new Map<string | null, number>();
  for (const [out, inside] of pairs) {
    insides.set(out, (insides.get(out) ?? new Set()).add(inside));
    outsides.set(inside, (outsides.get(inside) ?? 0) + 1);
  }
  if ([...outsides].some(([value, count]) => value !== null && count > 1)) return [];
  return [...insides].flatMap(([value, inside]) =>
    inside.has(null) && outsides.get(null) !== 1
      ? []
      : [{ outer: { field: outer, value }, inner: [...inside].map((one) => ({ field: inner, value: one })) }],
  );
}
