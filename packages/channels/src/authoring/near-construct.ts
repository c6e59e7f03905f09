/** Constructs that have a metric, or are read in a way of their own. */
const known = ["nps", "csat", "ces", "rating", "verbatim", "choice", "number"] as const;

/** Other measures of the field, which are no slips of the pen: `enps` of employees, `dsat`, `nss`, `ces2`… */
const others = /^(?:[a-z]nps|[a-z]sat|nss|nes|ees)$|\d/;

/**
 * The construct that was probably meant: one letter more, one less, another one or two that changed places, or other capitals. A construct of
 * your own may be called anything else.
 *
 * @returns `undefined` for constructs that are known, and for words that are near none
 * @example nearConstruct("cess") // => "ces"
 * @example nearConstruct("enps") // => undefined
 */
export function nearConstruct(word: string): string | undefined {
  if ((known as readonly string[]).includes(word)) return undefined;
  const folded = word.toLowerCase();
  return others.test(folded) ? undefined : known.find((one) => one === folded || isOneEdit(one, folded));
}

function isOneEdit(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  let from = 0;
  while (from < short.length && short[from] === long[from]) from += 1;
  const [rest, other] = [short.slice(from), long.slice(from)];
  if (short.length !== long.length) return rest === other.slice(1);
  const swapped = `${rest[1] ?? ""}${rest[0] ?? ""}`;
  return (
    rest.slice(1) === other.slice(1) || (swapped === other.slice(0, 2) && rest.slice(2) === other.slice(2))
  );
}
