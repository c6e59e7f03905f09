import type { OpenChannel } from "../plugins/hosted-channel.ts";

/**
 * A channel whose code could not run when it was to be opened: it is opened when it is first needed and can be. Until then its members
 * fail with why it cannot.
 *
 * @param open tried again for each call, one at a time
 * @param opened waited for before anything comes out of the channel: its instruments are new
 */
export function lateChannel(
  open: () => Promise<OpenChannel>,
  opened: (channel: OpenChannel) => Promise<void>,
): OpenChannel {
  let ready: OpenChannel | undefined;
  let opening: Promise<OpenChannel> | undefined;
  const channel = (): Promise<OpenChannel> => {
    if (ready) return Promise.resolve(ready);
    opening ??= (async () => {
      try {
        const made = await open();
        await opened(made);
        ready = made;
        return made;
      } finally {
        opening = undefined;
      }
    })();
    return opening;
  };
  return {
    get instruments() {
      return ready?.instruments ?? [];
    },
    verify: async (...asked) => (await channel()).verify(...asked),
    records: async (request) => (await channel()).records(request),
    decode: async (records) => (await channel()).decode(records),
    wakes: async (records) => (await channel()).wakes(records),
    needs: async (records) => (await channel()).needs(records),
    complete: async (record, signal) => (await channel()).complete(record, signal),
    async *pull(...asked) {
      yield* (await channel()).pull(...asked);
    },
    async *read(...asked) {
      yield* (await channel()).read(...asked);
    },
  };
}
