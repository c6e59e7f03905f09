/** Scripts in which words are not, or not always, set apart by spaces: there a word is found anywhere. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const wordCharacter = /[\p{Letter}\p{Mark}\p{Number}]/u;

/**
 * A text ready for comparison: compatibility forms unified, lower case, hyphens and the like as spaces, single spaces.
 *
 * @example words("Check-Out  ＱＲ") // => "check out qr"
 */
export function words(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[_\-‐-―./\s]+/gu, " ")
    .trim();
}

/**
 * The words of an identifier, where capitals and digits set them apart. Not for text: "WeChat" is one word.
 *
 * @example wordsOfName("orderingAgain_score2") // => "ordering again score 2"
 */
export function wordsOfName(name: string): string {
  const apart = name
    .replace(/(\p{Lowercase_Letter})(\p{Uppercase_Letter})/gu, "$1 $2")
    .replace(/(?<=\p{Letter})(?=\p{Number})|(?<=\p{Number})(?=\p{Letter})/gu, " ");
  return words(apart);
}

/**
 * Where in a text a word or phrase stands as a whole; both prepared by {@link words}.
 *
 * @example wordMatches("price and prices", "price") // => [0]
 * @example wordMatches("网上下单结算", "下单") // => [2]
 */
export function wordMatches(text: string, word: string): number[] {
  const found: number[] = [];
  if (word === "") return found;
  for (let from = text.indexOf(word); from >= 0; from = text.indexOf(word, from + 1)) {
    const below = from + word.length;
    if (parts(text, from) && parts(text, below)) found.push(from);
  }
  return found;
}

/** Whether a word may begin or end between the character before and the one at a position. */
function parts(text: string, position: number): boolean {
  const before = text.slice(0, position).match(/.$/su)?.[0] ?? "";
  const after = text.slice(position).match(/^./su)?.[0] ?? "";
  const joined = (character: string): boolean => wordCharacter.test(character) && !unspaced.test(character);
  return !(joined(before) && joined(after));
}
