import { setImmediate } from "node:timers/promises";
import type { Store } from "@cxkit/core";

/**
 * A store whose questions can be interrupted: before each tally the signal is looked at. A store in memory answers without
 * a pause, so that a report would otherwise not hear an interrupt before it is done.
 */
export function interruptible(store: Store, signal: AbortSignal): Store {
  return {
    ...store,
    tally: async (query) => {
      await setImmediate();
      signal.throwIfAborted();
      return store.tally(query);
    },
  };
}
