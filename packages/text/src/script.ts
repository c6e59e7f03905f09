import { hanVariants } from "./han-variants.ts";

/** How a text is written: ISO 15924 code of its main script, and which share of it that is. */
export interface WrittenIn {
  readonly script: string;
  /** Letters of the main script, of all letters; a Chinese character says as much as three letters and counts as three. */
  readonly share: number;
  /** Letters of the main script. */
  readonly letters: number;
}

/**
 * The main script of a text; `null` where it has no letters. Japanese is `Jpan` (kana with or without Chinese characters), Korean
 * `Kore`; Chinese is `Hans` or `Hant` where a character says which, else `Hani`.
 */
export function writtenIn(text: string): WrittenIn | null {
  const counts = new Map<string, number>();
  for (const character of text) {
    const script = scriptOf(character.codePointAt(0) ?? 0);
    if (script !== null) counts.set(script, (counts.get(script) ?? 0) + 1);
  }
  const count = (script: string): number => counts.get(script) ?? 0;
  if (count("Kana") > 0) join(counts, "Jpan", ["Kana", "Hani"]);
  else if (count("Hang") > 0) join(counts, "Kore", ["Hang", "Hani"]);
  const weights = [...counts].map(([script, letters]) => ({
    script,
    letters,
    weight: letters * (heavy.has(script) ? 3 : 1),
  }));
  const [main] = weights.toSorted((one, other) => other.weight - one.weight);
  if (!main) return null;
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  const script = main.script === "Hani" ? chineseScript(text) : main.script;
  return { script, share: main.weight / all, letters: main.letters };
}

const heavy = new Set(["Hani", "Jpan", "Kore"]);

/** Two scripts that are one way of writing. */
function join(counts: Map<string, number>, script: string, parts: readonly string[]): void {
  let sum = 0;
  for (const part of parts) {
    sum += counts.get(part) ?? 0;
    counts.delete(part);
  }
  counts.set(script, sum);
}

function chineseScript(text: string): string {
  const { simplified, traditional } = hanVariants(text);
  if (simplified > traditional) return "Hans";
  return traditional > simplified ? "Hant" : "Hani";
}

function scriptOf(point: number): string | null {
  // Latin letters of ASCII are most of what comes.
  if (point < 0x80) return (point | 0x20) >= 0x61 && (point | 0x20) <= 0x7a ? "Latn" : null;
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [from, to, script] = ranges[middle]!;
    if (point < from) high = middle - 1;
    else if (point > to) low = middle + 1;
    else return script;
  }
  return null;
}

/** Blocks of letters by script, in order. Signs, digits, punctuation and emoji are in none: they are of no language. */
const ranges: readonly (readonly [number, number, string])[] = [
  [0xaa, 0xaa, "Latn"],
  [0xba, 0xba, "Latn"],
  [0xc0, 0xd6, "Latn"],
  [0xd8, 0xf6, "Latn"],
  [0xf8, 0x24f, "Latn"],
  [0x250, 0x2af, "Latn"],
  [0x370, 0x3ff, "Grek"],
  [0x400, 0x52f, "Cyrl"],
  [0x531, 0x58f, "Armn"],
  [0x591, 0x5f4, "Hebr"],
  [0x620, 0x64a, "Arab"],
  [0x66e, 0x6d3, "Arab"],
  [0x6d5, 0x6d5, "Arab"],
  [0x6fa, 0x6ff, "Arab"],
  [0x750, 0x77f, "Arab"],
  [0x8a0, 0x8ff, "Arab"],
  [0x900, 0x963, "Deva"],
  [0x970, 0x97f, "Deva"],
  [0x980, 0x9e3, "Beng"],
  [0xa01, 0xa65, "Guru"],
  [0xa70, 0xa75, "Guru"],
  [0xa81, 0xae3, "Gujr"],
  [0xb01, 0xb63, "Orya"],
  [0xb82, 0xbe5, "Taml"],
  [0xc00, 0xc63, "Telu"],
  [0xc80, 0xce3, "Knda"],
  [0xd00, 0xd63, "Mlym"],
  [0xd81, 0xdf4, "Sinh"],
  [0xe01, 0xe3a, "Thai"],
  [0xe40, 0xe4e, "Thai"],
  [0xe81, 0xecd, "Laoo"],
  [0xedc, 0xedf, "Laoo"],
  [0xf40, 0xfbc, "Tibt"],
  [0x1000, 0x109f, "Mymr"],
  [0x10a0, 0x10ff, "Geor"],
  [0x1100, 0x11ff, "Hang"],
  [0x1200, 0x139f, "Ethi"],
  [0x1780, 0x17d3, "Khmr"],
  [0x1c90, 0x1cbf, "Geor"],
  [0x1e00, 0x1eff, "Latn"],
  [0x1f00, 0x1fff, "Grek"],
  [0x2c60, 0x2c7f, "Latn"],
  [0x2de0, 0x2dff, "Cyrl"],
  [0x3005, 0x3007, "Hani"],
  [0x3041, 0x3096, "Kana"],
  [0x309d, 0x309f, "Kana"],
  [0x30a1, 0x30fa, "Kana"],
  [0x30fd, 0x30ff, "Kana"],
  [0x3131, 0x318e, "Hang"],
  [0x31f0, 0x31ff, "Kana"],
  [0x3400, 0x4dbf, "Hani"],
  [0x4e00, 0x9fff, "Hani"],
  [0xa640, 0xa69f, "Cyrl"],
  [0xac00, 0xd7a3, "Hang"],
  [0xf900, 0xfaff, "Hani"],
  [0xfb50, 0xfdff, "Arab"],
  [0xfe70, 0xfefc, "Arab"],
  [0xff21, 0xff3a, "Latn"],
  [0xff41, 0xff5a, "Latn"],
  [0xff66, 0xff9d, "Kana"],
  [0x20000, 0x323af, "Hani"],
];
