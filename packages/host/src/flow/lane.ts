/** A place where one thing happens at a time, in the order in which it was asked for. */
export interface Lane {
  run<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** An empty lane. Work that fails does not hold up what comes after it. */
export function lane(): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const result = last.then(work, work);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
