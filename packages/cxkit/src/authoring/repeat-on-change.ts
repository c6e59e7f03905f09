/** What is repeated, and when. */
export interface Repetition<Change> {
  /** Something may have changed. Ends when nobody watches any more. */
  readonly changes: AsyncIterable<Change>;
  /** Names what there is now: the same, where nothing changed. What a run writes itself is no part of it. */
  readonly fingerprint: () => Promise<string>;
  /**
   * @param change what told of it; `null` the first time, and where nothing did
   * @param superseded fires when there is something newer, or nobody watches any more
   */
  readonly run: (change: Change | null, superseded: AbortSignal) => Promise<void>;
}

/**
 * Runs once, and again whenever something is other than when it last began: what changes while it runs is run as soon as that is over, what
 * was touched without being changed starts nothing.
 */
export async function repeatOnChange<Change>({
  changes,
  fingerprint,
  run,
}: Repetition<Change>): Promise<void> {
  // Watching begins before the first look, so that nothing is missed between the two.
  const watching = changes[Symbol.asyncIterator]();
  let next = watching.next();
  let seen: string | undefined;
  let cause: Change | null = null;
  /** Waits for what is told next, and remembers it; `false` when nobody watches any more. */
  const told = async (): Promise<boolean> => {
    const { done, value } = await next;
    if (done === true) return false;
    cause = value;
    next = watching.next();
    return true;
  };
  /** Runs, and stops that when something newer is told. */
  const once = async (): Promise<boolean> => {
    const newer = new AbortController();
    const running = run(cause, newer.signal);
    cause = null;
    const over = running.then(() => true);
    for (;;) {
      if (await Promise.race([over, next.then(() => false)])) return true;
      const watched = await told();
      if (watched && (await fingerprint()) === seen) continue;
      newer.abort();
      await running;
      return watched;
    }
  };
  for (;;) {
    const now = await fingerprint();
    const same = now === seen;
    seen = now;
    if (!(await (same ? told() : once()))) return;
  }
}
