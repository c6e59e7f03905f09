/**
 * The word somebody probably meant, or nothing where no known word is near: at most one change in three letters.
 *
 * @example didYouMean("chanel", ["channel", "config"]) // => "channel"
 * @example didYouMean("colour", ["channel", "config"]) // => undefined
 */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const given = word.toLowerCase();
  let best: { readonly name: string; readonly changes: number } | undefined;
  for (const name of known) {
    const changes = editDistance(given, name.toLowerCase());
    if (changes <= Math.max(1, Math.floor(name.length / 3)) && changes < (best?.changes ?? Infinity))
      best = { name, changes };
  }
  return best?.name;
}

/** Letters added, dropped, replaced, or swapped with their neighbour (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let i = 1; i <= left.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      let least = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + same);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      current.push(least);
    }
    before = previous;
    previous = current;
  }
  return previous[right.length]!;
}
