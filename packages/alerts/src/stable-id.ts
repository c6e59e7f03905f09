/**
 * A short name for something by what it is: the same parts give the same name, on every machine. Not a secret: 64 bits of a
 * multiplicative hash in base 36, so that two of a million things share one with a chance below one in ten million.
 */
export function stableId(parts: readonly string[]): string {
  const text = JSON.stringify(parts);
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
    high ^= low >>> 15;
    low ^= high >>> 13;
  }
  return (
    mixed(high ^ low)
      .toString(36)
      .padStart(7, "0") + mixed(low).toString(36).padStart(7, "0")
  );
}

/** Spreads the last characters over all bits. */
function mixed(lane: number): number {
  let bits = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
