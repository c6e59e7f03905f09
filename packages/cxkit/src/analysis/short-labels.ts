/** What may end a part that all labels share: `Satisfaction: `, `满意度：`, `Please rate [`, `Q7 - `. */
const separators = /[:：\-–—|·>[(（【]\s*/g;

/**
 * Labels without the part that all of them share, so that tables and charts show what differs.
 *
 * The shared beginning is cut behind its last separator, a closing bracket that all labels end in goes with its opening one.
 * Fewer than three labels, or labels that would become empty or equal, stay as they are.
 *
 * @example shortLabels(["Satisfaction: search", "Satisfaction: delivery", "Satisfaction: returns"]) // => ["search", "delivery", "returns"]
 * @example shortLabels(["Rate us [Price]", "Rate us [Staff]", "Rate us [Shop]"]) // => ["Price", "Staff", "Shop"]
 * @example shortLabels(["Wifi", "Signs", "Parking"]) // => ["Wifi", "Signs", "Parking"]
 */
export function shortLabels(labels: readonly string[]): readonly string[] {
  const [first, ...others] = labels;
  if (first === undefined || others.length < 2) return labels;
  let shared = 0;
  while (shared < first.length && others.every((label) => label[shared] === first[shared])) shared += 1;
  const ends = [...first.slice(0, shared).matchAll(separators)].map((match) => match.index + match[0].length);
  const start = ends.at(-1) ?? 0;
  if (start === 0) return labels;
  const opening = first.slice(0, start).trimEnd().at(-1) ?? "";
  const closing = { "[": "]", "(": ")", "（": "）", "【": "】" }[opening];
  const cut = labels.map((label) => {
    const rest = label.slice(start).trim();
    return closing !== undefined && rest.endsWith(closing) ? rest.slice(0, -1).trim() : rest;
  });
  return cut.includes("") || new Set(cut).size < cut.length ? labels : cut;
}
