import type { Store } from "@cxkit/core";

/**
 * A store that is opened when it is first asked something. Who takes a workspace can so take its lock before its files, and says who
 * has it where somebody does.
 *
 * @param open asked once; where it fails, every question fails with what it threw
 */
export function lazyStore(open: () => Promise<Store>): Store {
  let opened: Promise<Store> | undefined;
  const store = (): Promise<Store> => (opened ??= open());
  return {
    declare: async (instruments) => (await store()).declare(instruments),
    append: async (page, cursor) => (await store()).append(page, cursor),
    cursor: async (stream) => (await store()).cursor(stream),
    items: async () => (await store()).items(),
    tally: async (query) => (await store()).tally(query),
    scan: (query) => from(store, (one) => one.scan(query)),
    events: (query) => from(store, (one) => one.events(query)),
    erase: async (subject) => (await store()).erase(subject),
    async [Symbol.asyncDispose]() {
      // What could not be opened has said so to whoever asked.
      const one = await opened?.catch(() => undefined);
      await one?.[Symbol.asyncDispose]();
    },
  };
}

/** @yields what the store yields */
async function* from<T>(
  store: () => Promise<Store>,
  ask: (one: Store) => AsyncIterable<T>,
): AsyncIterable<T> {
  yield* ask(await store());
}
