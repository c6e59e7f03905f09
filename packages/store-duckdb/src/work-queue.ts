/**
 * Runs work in the order in which it was asked for, so many at once; the failure of one is not the next one's.
 *
 * @param width how many run at once
 */
export function workQueue(width = 1): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < width) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Whoever comes next takes the place over, so that nobody who asks now is before them.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
