/**
 * Whether a version of CXKit is in the range that a plugin asks for under `engines.cxkit`. A pre-release counts as its release.
 *
 * @param range as in npm: `^1.2.0`, `~1.2`, `>=1.2 <3`, `1.x`, `1.2.3`, alternatives with `||`
 * @param version `major.minor.patch`
 * @throws {RangeError} when the range or the version is none
 * @example engineFits("^1.2.0", "1.10.0") // => true
 * @example engineFits("^0.2.0 || 2.x", "0.3.0") // => false
 */
export function engineFits(range: string, version: string): boolean {
  const given = /^(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(version);
  if (!given) throw new RangeError(`engineFits requires a version major.minor.patch, got ${version}`);
  const at = given.slice(1, 4).map(Number) as [number, number, number];
  return range
    .split("||")
    .map((part) => bounds(part.trim(), range))
    .some((all) => all.every(({ from, below }) => compare(at, from) >= 0 && compare(at, below) < 0));
}

type Version = readonly [number, number, number];

interface Bounds {
  readonly from: Version;
  readonly below: Version;
}

const least: Version = [0, 0, 0];
const never: Version = [Infinity, 0, 0];

function bounds(part: string, range: string): readonly Bounds[] {
  // An operator may stand apart from its version.
  const joined = part.replace(/([<>=~^])\s+/g, "$1");
  const words = joined === "" ? ["*"] : joined.split(/\s+/);
  return words.map((word) => {
    const match =
      /^(\^|~|>=|<=|>|<|=)?v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:[-+][\w.+-]+)?$/.exec(word);
    if (!match) throw new RangeError(`engineFits requires a range such as ^1.2.0, got ${range}`);
    const [, operator = "", ...texts] = match;
    const numbers = texts.map((text) => (text === undefined || /[xX*]/.test(text) ? null : Number(text)));
    return bound(operator, numbers as [number | null, number | null, number | null]);
  });
}

function bound(
  operator: string,
  [major, minor, patch]: [number | null, number | null, number | null],
): Bounds {
  if (major === null) return { from: least, below: operator === "<" ? least : never };
  const from: Version = [major, minor ?? 0, patch ?? 0];
  /** The first version that is no longer meant by the words as they stand. */
  const next: Version =
    minor === null ? [major + 1, 0, 0] : patch === null ? [major, minor + 1, 0] : [major, minor, patch + 1];
  if (operator === ">=") return { from, below: never };
  if (operator === ">") return { from: next, below: never };
  if (operator === "<") return { from: least, below: from };
  if (operator === "<=") return { from: least, below: next };
  if (operator === "~") return { from, below: minor === null ? [major + 1, 0, 0] : [major, minor + 1, 0] };
  if (operator !== "^") return { from, below: next };
  // Below 1.0.0 the first number that is not 0 is the one that promises.
  if (major > 0 || minor === null) return { from, below: [major + 1, 0, 0] };
  if (minor > 0 || patch === null) return { from, below: [0, minor + 1, 0] };
  return { from, below: [0, 0, patch + 1] };
}

function compare(left: Version, right: Version): number {
  for (const [index, number] of left.entries()) {
    const other = right[index]!;
    if (number !== other) return number - other;
  }
  return 0;
}
