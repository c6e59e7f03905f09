import { cxError } from "@cxkit/core";

/** Name as it is compared: trimmed, inner blanks as one, without differences of case, width and emoji style. */
export function comparable(name: string): string {
  return name.normalize("NFKC").replaceAll("\uFE0F", "").replace(/\s+/g, " ").trim().toLowerCase();
}

/**
 * Index of the column of that name. Exact names win over names that differ in case or padding only.
 *
 * @returns −1 when there is none
 * @throws {CxError} `invalid-setup` when two columns fit equally well
 */
export function columnIndex(names: readonly string[], wanted: string): number {
  const exact = names.indexOf(wanted.trim());
  if (exact >= 0) return exact;
  const key = comparable(wanted);
  const found = names.flatMap((name, index) => (comparable(name) === key ? [index] : []));
  if (found.length > 1) {
    throw cxError(
      "invalid-setup",
      `"${wanted}" could be any of the columns ${found.map((index) => `"${names[index]}"`).join(", ")}`,
      { path: wanted },
    );
  }
  return found[0] ?? -1;
}

/** Whether what was written is a pattern and no column's own name. */
export function isPattern(names: readonly string[], wanted: string): boolean {
  return wanted.includes("*") && columnIndex(names, wanted) < 0;
}

/**
 * Names that an option selects: one name, or a pattern in which `*` stands for any characters.
 *
 * @throws {CxError} `invalid-setup` naming the nearest columns when nothing fits
 */
export function selectColumns(names: readonly string[], wanted: string, option: string): string[] {
  if (isPattern(names, wanted)) {
    const found = matching(names, wanted);
    if (found.length > 0) return found;
  }
  const index = columnIndex(names, wanted);
  if (index < 0) throw noColumn(names, wanted, option);
  return [names[index]!];
}

/** The names a pattern fits: `*` stands for any characters. */
export function matching(names: readonly string[], wanted: string): string[] {
  const parts = comparable(wanted)
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`^${parts.join(".*")}$`, "su");
  return names.filter((name) => pattern.test(comparable(name)));
}

/** The error for a column that is not there, with the names it may have meant. */
export function noColumn(names: readonly string[], wanted: string, option: string) {
  const near = nearest(names, wanted);
  const hint =
    near.length > 0
      ? `did you mean ${near.map((name) => `"${name}"`).join(" or ")}?`
      : `the columns are ${listed(names, 12)}`;
  return cxError(
    "invalid-setup",
    `${option} names the column "${wanted}", which the file does not have; ${hint}`,
    {
      path: option,
    },
  );
}

/** Up to three names that are close to what was written, nearest first. */
export function nearest(names: readonly string[], wanted: string): string[] {
  const key = comparable(wanted);
  return names
    .map((name) => ({ name, distance: distance(comparable(name), key) }))
    .filter(
      ({ name, distance: far }) => far <= Math.max(1, Math.floor(Math.max(name.length, key.length) * 0.4)),
    )
    .toSorted((left, right) => left.distance - right.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Names in quotes, the first few of them. */
export function listed(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  return names.length > most ? `${shown.join(", ")} and ${names.length - most} more` : shown.join(", ");
}

/** The same for Chinese text. */
export function listedInChinese(names: readonly string[], most = 6): string {
  const shown = names
    .slice(0, most)
    .map((name) => `“${name}”`)
    .join("、");
  return names.length > most ? `${shown}等` : shown;
}

/** Levenshtein distance; a name that contains the other counts as near. */
function distance(left: string, right: string): number {
  if (left.length > 64 || right.length > 64) return left.includes(right) || right.includes(left) ? 1 : 64;
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      current.push(
        Math.min(
          previous[column]! + 1,
          current[column - 1]! + 1,
          previous[column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1),
        ),
      );
    }
    previous = current;
  }
  return previous[right.length]!;
}
