/** The known word that somebody probably meant: at most one change in three letters; nothing where none is so near. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  let best: { readonly name: string; readonly changes: number } | undefined;
  for (const name of known) {
    const changes = editDistance(word.toLowerCase(), name.toLowerCase());
    if (changes <= Math.max(1, Math.floor(name.length / 3)) && changes < (best?.changes ?? Infinity)) {
      best = { name, changes };
    }
  }
  return best?.name;
}

/** Letters added, dropped or replaced (Levenshtein). */
function editDistance(left: string, right: string): number {
  let before = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let at = 1; at <= right.length; at += 1) {
      const replaced = (before[at - 1] ?? 0) + (left[row - 1] === right[at - 1] ? 0 : 1);
      current.push(Math.min((before[at] ?? 0) + 1, (current[at - 1] ?? 0) + 1, replaced));
    }
    before = current;
  }
  return before[right.length] ?? 0;
}
