/** What is repeated, and when. */
export interface Repetition {
  /** Something may have changed. Ends when nobody watches any more. */
  readonly changes: AsyncIterable<unknown>;
  /** Names what there is now: the same, where nothing changed. What a run writes itself is no part of it. */
  readonly fingerprint: () => Promise<string>;
  readonly run: () => Promise<void>;
}

/**
 * Runs once, and again whenever something is other than when it last began: what changes while it runs is seen afterwards, what was touched
 * without being changed starts nothing.
 */
export async function repeatOnChange({ changes, fingerprint, run }: Repetition): Promise<void> {
  let seen: string | undefined;
  const settle = async (): Promise<void> => {
    for (let now = await fingerprint(); now !== seen; now = await fingerprint()) {
      seen = now;
      await run();
    }
  };
  // Watching begins before the first look, so that nothing is missed between the two.
  const watching = changes[Symbol.asyncIterator]();
  let next = watching.next();
  await settle();
  while ((await next).done !== true) {
    next = watching.next();
    await settle();
  }
}
