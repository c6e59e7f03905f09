import type { EngineState, Json } from "@cxkit/core";

const prefix = "engine/";

/** The engine's values in the ledger: under a name of their own, so that they meet none of the host's. */
export function engineState(ledger: EngineState): EngineState {
  return {
    get: (key) => ledger.get(prefix + key) ?? undefined,
    *keys(begin) {
      for (const key of ledger.keys(prefix + begin)) yield key.slice(prefix.length);
    },
  };
}

/** The engine's changes, as the ledger takes them. */
export function engineChanges(
  changes: readonly { readonly key: string; readonly value: Json }[],
): readonly { readonly key: string; readonly value: Json }[] {
  return changes.map(({ key, value }) => ({ key: prefix + key, value }));
}
