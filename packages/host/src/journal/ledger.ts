import type { EngineState, Json } from "@cxkit/core";

/**
 * Named JSON values that survive: how far the flow has come, what rules remember, what is still to be sent, what was set aside.
 * Held in memory, written as a log of changes that is folded when it is opened and made short when it has grown long.
 */
export interface Ledger extends EngineState, AsyncDisposable {
  /**
   * Keeps some values and forgets others (`null`), all or none of them.
   *
   * @throws {CxError} `unavailable` when the disk is full or broken: nothing of the call is kept
   */
  write(changes: readonly { readonly key: string; readonly value: Json }[]): Promise<void>;
  /** What it takes on disk. */
  readonly bytes: number;
  /** Writes it anew, so that no byte of a forgotten value stays in any file. */
  compact(): Promise<void>;
}
