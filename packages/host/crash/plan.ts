import type { ShopRecord } from "../src/flow/fixtures/shop-channel.ts";
import { moments, type Stop } from "./moments.ts";

/** Something to do with a worker. */
export type Task =
  | { readonly kind: "request"; readonly records: readonly ShopRecord[] }
  | { readonly kind: "pages"; readonly name: string; readonly pages: readonly (readonly ShopRecord[])[] }
  | { readonly kind: "erase"; readonly email: string }
  /** The disk is full for as long as one request takes. */
  | { readonly kind: "full"; readonly records: readonly ShopRecord[] };

/** One life of the worker. */
interface Life {
  readonly tasks: readonly Task[];
  readonly stop: Stop;
  /** Milliseconds from there to the kill. */
  readonly after: number;
  /** By how much its clock is off, in milliseconds. */
  readonly offset: number;
  /** Whether half an entry is found at the end of the logs afterwards. */
  readonly torn: boolean;
}

/** What happens in one run. */
export interface Plan {
  readonly lives: readonly Life[];
  /** Whose record is to be gone in the end. */
  readonly erased: ShopRecord;
  readonly records: readonly ShopRecord[];
}

/** A record as the producer sends it: of some it tells the id only, and the rest when it is asked. */
export function asSent(record: ShopRecord): ShopRecord & { readonly whole?: ShopRecord } {
  return Number(record.id.slice(1)) % 3 === 2 ? { id: record.id, whole: record } : record;
}

export const startOfRun = "2026-03-02T08:00:00.000Z";
const minutes = 60_000;
const day = 86_400_000;

/** The same for the same seed. */
export function planOf(seed: number): Plan {
  const random = randomOf(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const lifeCount = 1 + below(3);
  const records: ShopRecord[] = [];
  const record = (more: Partial<ShopRecord> = {}): ShopRecord => {
    const number = records.length;
    const made: ShopRecord = {
      id: `r${String(number)}`,
      time: startOfRun,
      email: `customer-${String(number)}@example.com`,
      score: below(11),
      words: `words of ${String(number)}`,
      ...more,
    };
    records.push(made);
    return made;
  };
  const erased = record({
    email: `gone-${String(seed)}@example.com`,
    words: `gone words ${String(seed)}`,
    score: 1,
  });
  const lives = Array.from({ length: lifeCount }, (_, index): Life => {
    const tasks: Task[] = Array.from({ length: 6 }, () => ({
      kind: "request",
      records: Array.from({ length: 1 + below(3) }, () => record()),
    }));
    if (index === 0) tasks.unshift({ kind: "request", records: [erased] });
    if (index === below(lifeCount))
      tasks.splice(2 + below(4), 0, { kind: "erase", email: erased.email ?? "" });
    if (random() < 0.5) {
      const pages = Array.from({ length: 3 }, () => Array.from({ length: 3 }, () => record()));
      tasks.splice(below(tasks.length), 0, { kind: "pages", name: `file-${String(index)}.csv`, pages });
    }
    if (random() < 0.25) tasks.splice(1 + below(tasks.length), 0, { kind: "full", records: [record()] });
    return {
      tasks,
      stop: {
        at: moments[below(moments.length)] ?? "append",
        // The first times are the most telling ones: what follows is like what went before.
        time: 1 + below(1 + below(7)),
        still: random() < 0.6,
      },
      after: random() < 0.5 ? 0 : below(15),
      // Twenty minutes lie between two lives; now and then somebody sets the clock back by a day.
      offset: 20 * minutes * index - (index > 0 && random() < 0.3 ? day : 0),
      torn: random() < 0.3,
    };
  });
  return { lives, erased, records };
}

/** Numbers from 0 up to 1, the same for the same seed. @source Steele, Lea, Flood (2014), SplitMix */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e37_79b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
