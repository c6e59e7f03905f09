/**
 * A short stable name for a list of column names (32-bit FNV-1a): the survey's id where nobody gave one.
 *
 * @example nameHash(["a", "b"]) // => "7a256dee"
 * @source Fowler, Noll, Vo: FNV hash, http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function nameHash(names: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const name of names) {
    const text = `${name.trim().toLowerCase()}\n`;
    for (let index = 0; index < text.length; index++)
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
