import { type Instrument, type Selection, cxError } from "@cxkit/core";
import type { Series, StoreState } from "./store-state.ts";

/**
 * The series that a selection may mean; which of them has answers among the rows, these say.
 *
 * @throws {CxError} `invalid-setup` when a selection has both an item and a value
 */
export function seriesOf(state: StoreState, select: Selection): readonly Series[] {
  if (select.item !== undefined && select.value !== undefined) {
    throw cxError(
      "invalid-setup",
      `a selection has an item or a value, got ${select.item} and ${select.value}`,
    );
  }
  return [...state.series.values()].filter(
    ({ item, reference }) =>
      item === select.item && (select.instrument === undefined || reference === select.instrument),
  );
}

/**
 * The one series that was answered; `undefined` when none was.
 *
 * @throws {CxError} `invalid-setup` when there are two
 */
export function answeredSeries(
  state: StoreState,
  found: ReadonlySet<number>,
): { readonly series: Series; readonly instrument: Instrument } | undefined {
  const answered = [...state.series.values()].filter(({ number }) => found.has(number));
  const [series] = answered;
  if (answered.length > 1) {
    throw cxError(
      "invalid-setup",
      `answers to ${series?.item} were given under ${answered.map(({ reference }) => reference).join(" and ")}: a selection counts one instrument`,
      { path: "select.instrument" },
    );
  }
  const instrument = series && state.instruments.get(series.reference);
  return series && instrument && { series, instrument };
}
