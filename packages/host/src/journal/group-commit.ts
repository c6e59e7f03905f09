import { cxError } from "@cxkit/core";

/** Gathers calls that come while one is being written, and has them written together. */
export interface GroupCommit<Call> {
  /** @returns what the group's write made of the call */
  submit(call: Call, bytes: number): Promise<number>;
  /** Does something between two groups, while nothing is being written. */
  between<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for what was submitted, then refuses what comes. */
  close(last: () => Promise<void>): Promise<void>;
}

interface Waiting<Call> {
  readonly call: Call;
  readonly bytes: number;
  readonly resolve: (value: number) => void;
  readonly reject: (error: unknown) => void;
}

/** A group is closed when it holds as much: the next one would wait too long for it. */
const groupBytes = 8 << 20;

/**
 * @param name what refuses after it was closed: `journal`
 * @param write writes a group and flushes it; one result per call
 */
export function groupCommit<Call>(
  name: string,
  write: (group: readonly Call[]) => Promise<readonly number[]>,
): GroupCommit<Call> {
  let waiting: Waiting<Call>[] = [];
  let works: (() => Promise<void>)[] = [];
  const at: { work?: Promise<void> | undefined } = {};
  let closed = false;

  function start(): void {
    // Not at once: calls of the same turn of the event loop belong to the group.
    at.work ??= turn().then(run);
  }

  async function run(): Promise<void> {
    while (waiting.length > 0 || works.length > 0) {
      const work = works.shift();
      if (work) await work();
      else await writeGroup(take());
    }
    at.work = undefined;
  }

  function take(): readonly Waiting<Call>[] {
    let bytes = 0;
    let count = 0;
    while (count < waiting.length && (count === 0 || bytes < groupBytes)) {
      bytes += waiting[count]?.bytes ?? 0;
      count += 1;
    }
    const group = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return group;
  }

  async function writeGroup(group: readonly Waiting<Call>[]): Promise<void> {
    try {
      const results = await write(group.map(({ call }) => call));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] ?? 0);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    // Whoever waited may have more to say already.
    await turn();
  }

  const refuse = () => Promise.reject(cxError("unavailable", `the ${name} is closed`));
  const between = <T>(work: () => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      works.push(() => work().then(resolve, reject));
      start();
    });

  return {
    submit(call, bytes) {
      if (closed) return refuse();
      return new Promise((resolve, reject) => {
        waiting.push({ call, bytes, resolve, reject });
        start();
      });
    },
    between: (work) => (closed ? refuse() : between(work)),
    async close(last) {
      if (closed) return;
      closed = true;
      while (at.work) await at.work;
      await between(last);
    },
  };
}

/** One turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
