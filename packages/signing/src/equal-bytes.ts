/**
 * Whether two byte strings are equal, in a time that depends on their length alone: how far a forged signature agrees with the right
 * one cannot be told from how long the answer takes.
 *
 * @example equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3)) // => false
 */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index += 1) difference |= (left[index] ?? 0) ^ (right[index] ?? 0);
  return difference === 0;
}
