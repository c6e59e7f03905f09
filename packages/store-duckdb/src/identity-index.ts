/**
 * Arrivals by a 64-bit hash, in 12 to 24 bytes an entry. It says who may be meant; the file says who is.
 */
export interface IdentityIndex {
  /** Adds an arrival. The same hash may lead to several. */
  add(high: number, low: number, arrival: number): void;
  /** Entries. */
  readonly size: number;
  /** The arrivals of a hash. */
  find(high: number, low: number): readonly number[];
}

/** An empty index with room for some entries; it grows. */
export function identityIndex(room = 1024): IdentityIndex {
  let capacity = 1024;
  while (capacity * fullness < room) capacity *= 2;
  let slots = emptySlots(capacity);
  let size = 0;

  return {
    get size() {
      return size;
    },
    add(high, low, arrival) {
      if (size + 1 > slots.arrival.length * fullness) grow();
      put(slots, high, low, arrival);
      size += 1;
    },
    find(high, low) {
      const mask = slots.arrival.length - 1;
      let found: number[] | undefined;
      for (let at = low & mask; slots.arrival[at]! > 0; at = (at + 1) & mask) {
        if (slots.low[at] === low >>> 0 && slots.high[at] === high >>> 0) {
          (found ??= []).push(slots.arrival[at]! - 1);
        }
      }
      return found ?? none;
    },
  };

  function grow(): void {
    const wider = emptySlots(slots.arrival.length * 2);
    for (let at = 0; at < slots.arrival.length; at += 1) {
      const arrival = slots.arrival[at]!;
      if (arrival > 0) put(wider, slots.high[at]!, slots.low[at]!, arrival - 1);
    }
    slots = wider;
  }
}

const none: readonly number[] = [];
const fullness = 0.7;

interface Slots {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  /** 1 + the arrival; 0 is a free slot. */
  readonly arrival: Uint32Array;
}

function emptySlots(capacity: number): Slots {
  return {
    high: new Uint32Array(capacity),
    low: new Uint32Array(capacity),
    arrival: new Uint32Array(capacity),
  };
}

function put(slots: Slots, high: number, low: number, arrival: number): void {
  const mask = slots.arrival.length - 1;
  let at = low & mask;
  while (slots.arrival[at]! > 0) at = (at + 1) & mask;
  slots.high[at] = high;
  slots.low[at] = low;
  slots.arrival[at] = arrival + 1;
}
