import type { Law } from "./law.ts";
import { type Reopen, storeBookkeepingLaws } from "./store-bookkeeping-laws.ts";
import { storeCountingLaws } from "./store-counting-laws.ts";
import { storeFoldingLaws } from "./store-folding-laws.ts";
import { storeHistoryLaws } from "./store-history-laws.ts";
import type { MakeStore } from "./store-trial.ts";

/**
 * What every store keeps: append twice equals append once; revisions and retractions in any order give the tally of the final state;
 * a tally pushed down equals the tally folded; periods follow their zone; erasure is for good; what cannot be counted is named; a cursor goes with its page.
 *
 * Every check makes its own store and disposes it; the property over histories makes a hundred.
 *
 * @param makeStore makes an empty store that knows no instrument
 * @param options `reopen`, for stores that outlive their process: closes a store and opens what it has kept
 */
export function storeLaws(makeStore: MakeStore, options: { readonly reopen?: Reopen } = {}): readonly Law[] {
  return [
    ...storeHistoryLaws(makeStore),
    ...storeCountingLaws(makeStore),
    ...storeFoldingLaws(makeStore),
    ...storeBookkeepingLaws(makeStore, options.reopen),
  ];
}
