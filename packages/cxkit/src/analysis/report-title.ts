/**
 * A title from the names of the files: the name of the one, or what the names of several have in common.
 *
 * @example reportTitle(["responses_june.csv"]) // => "responses june"
 * @example reportTitle(["2017_SFO_Survey.csv", "2018_SFO_Survey.csv"]) // => "SFO Survey"
 * @example reportTitle(["a.csv", "b.csv"]) // => "a, b"
 */
export function reportTitle(names: readonly string[]): string {
  const plain = names.map((name) =>
    name
      .replace(/\.[^.]+$/, "")
      .replaceAll(/[_\s]+/g, " ")
      .trim(),
  );
  const [first = "CXKit", ...others] = plain;
  if (others.length === 0) return first;
  const begin = words(sharedStart(plain));
  const end = words(reversed(sharedStart(plain.map(reversed))));
  const shared = begin.length >= end.length ? begin : end;
  return shared.length >= 4 ? shared : plain.join(", ");
}

function sharedStart(texts: readonly string[]): string {
  const [first = "", ...others] = texts;
  let length = 0;
  while (length < first.length && others.every((text) => text[length] === first[length])) length += 1;
  return first.slice(0, length);
}

/** Without separators and the halves of numbers at its ends. */
function words(text: string): string {
  return text.replace(/^[^\p{L}]+/u, "").replace(/[^\p{L}]+$/u, "");
}

function reversed(text: string): string {
  return Array.from(text).toReversed().join("");
}
