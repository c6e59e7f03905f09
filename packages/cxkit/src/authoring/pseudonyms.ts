import { createHmac } from "node:crypto";
import { cxError } from "@cxkit/core";

/** What stands for what, within one sample: the same in, the same out, and nobody can turn it back. */
export interface Pseudonyms {
  /** A text: every word and number by another of its length and kind, every time by another, everything between them as it is. */
  text(value: string): string;
  /** A number as it is written. */
  number(written: string): string;
  /** Seconds or milliseconds since 1970 as they are written. */
  epoch(written: string): string;
}

/** A word or number in a text. */
const token = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** Tokens that say something by themselves: of three characters and more. */
export function tokensOf(text: string): readonly string[] {
  return (text.match(token) ?? []).filter((one) => Array.from(one).length >= 3);
}

/** A time as programs write it, with or without seconds and zone. */
const times =
  /(?<![\p{L}\p{N}])(\d{4})([-/])(\d\d?)\2(\d\d?)(?:([T ])(\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?(?![\p{L}\p{N}])/gu;

/**
 * Makes the pseudonyms of one sample.
 *
 * @param key at least 16 random bytes, thrown away afterwards
 * @param originals every token of the sample: none of them comes out, not even for another
 * @param words texts that are kept
 */
export function pseudonyms(
  key: Uint8Array,
  originals: ReadonlySet<string>,
  words: ReadonlySet<string>,
): Pseudonyms {
  const shift = shiftOf(key);
  const known = new Map<string, string>();
  const drawn = (original: string, kind: "word" | "number"): string => {
    const id = `${kind} ${original}`;
    let found = known.get(id);
    if (found === undefined) {
      // Another draw until nothing of the sample comes out. Of numbers with three digits there may be none left.
      for (let round = 0; found === undefined && round < 1000; round += 1) {
        const candidate = draw(key, original, kind, round);
        if (candidate !== original && !originals.has(candidate)) found = candidate;
      }
      if (found === undefined)
        throw cxError(
          "invalid-file",
          "the sample holds too many short numbers to replace each by another: take a shorter one",
        );
      known.set(id, found);
    }
    return found;
  };
  const word = (original: string): string => (words.has(original) ? original : drawn(original, "word"));
  const plain = (text: string): string =>
    spliced(
      text,
      hosts,
      ([host]) => hostOf(host, word),
      (piece) => piece.replaceAll(token, word),
    );
  return {
    text(value) {
      if (words.has(value)) return value;
      return spliced(value, times, (match) => shifted(match, shift, plain), plain);
    },
    number: (written) => written.replaceAll(/\d+/g, (digits) => drawn(digits, "number")),
    epoch(written) {
      const unit = written.length > 11 ? 1 : 1000;
      return String(Number(written) - Math.round(shift / unit));
    },
  };
}

/** Between 400 and 2,000 days: another year, other digits. To the millisecond, for fractions of a second are as telling. */
function shiftOf(key: Uint8Array): number {
  const bytes = createHmac("sha256", key).update("shift").digest();
  return (400 + (bytes.readUInt32BE(0) % 1600)) * 86_400_000 + (bytes.readUInt32BE(4) % 86_400_000);
}

function shifted(match: RegExpExecArray, shift: number, otherwise: (text: string) => string): string {
  const [
    whole,
    year = "",
    separator = "-",
    month = "",
    day = "",
    between,
    hour = "00",
    minute = "00",
    second,
    fraction,
    zone,
  ] = match;
  const at = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second ?? 0),
  );
  const milliseconds = fraction === undefined ? 0 : Math.trunc(Number(`0${fraction}`) * 1000);
  const moved = new Date(at + milliseconds - shift);
  if (Number.isNaN(moved.getTime()) || moved.getUTCFullYear() < 1000) return otherwise(whole);
  const iso = moved.toISOString();
  const date = iso.slice(0, 10).replaceAll("-", separator);
  if (between === undefined) return date;
  const digits = (fraction?.length ?? 1) - 1;
  const end = digits === 0 ? "" : `.${iso.slice(20, 23).padEnd(digits, "7").slice(0, digits)}`;
  return `${date}${between}${iso.slice(11, second === undefined ? 16 : 19)}${end}${zone ?? ""}`;
}

/** What follows `://` or `@`: its end must be no place that there is. */
const hosts = /(?<=:\/\/|@)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Label by label; the last one begins with `qz`, as no top-level domain does. */
function hostOf(host: string, word: (token: string) => string): string {
  const labels = host.split(".").map((label) => label.replaceAll(token, word));
  const last = labels.at(-1) ?? "";
  if (/^\p{L}{2,}$/u.test(last)) labels[labels.length - 1] = `qz${last.slice(2)}`;
  return labels.join(".");
}

/** A text with its matches and what lies between them each rewritten in its way. */
function spliced(
  text: string,
  pattern: RegExp,
  matched: (match: RegExpExecArray) => string,
  between: (piece: string) => string,
): string {
  let last = 0;
  let out = "";
  for (const match of text.matchAll(pattern)) {
    out += between(text.slice(last, match.index)) + matched(match);
    last = match.index + match[0].length;
  }
  return out + between(text.slice(last));
}

function draw(key: Uint8Array, original: string, kind: string, round: number): string {
  const letters = Array.from(original);
  let bytes = Buffer.alloc(0);
  for (let block = 0; bytes.length < letters.length * 2; block += 1)
    bytes = Buffer.concat([
      bytes,
      createHmac("sha256", key)
        .update(JSON.stringify([kind, original, round, block]))
        .digest(),
    ]);
  return letters
    .map((letter, place) => {
      const alphabet = alphabetOf(letter, kind === "number" && place === 0 && letters.length > 1);
      return alphabet === null ? letter : (alphabet[bytes.readUInt16BE(place * 2) % alphabet.length] ?? "");
    })
    .join("");
}

/** Characters of the same kind; `null` for marks that stand above or below a letter. */
function alphabetOf(letter: string, leads: boolean): string | null {
  if (/\p{M}/u.test(letter)) return null;
  if (/\p{N}/u.test(letter)) return leads ? digits.slice(1) : digits;
  for (const [script, alphabet] of scripts) if (script.test(letter)) return alphabet;
  return /\p{Lu}/u.test(letter) ? upper : lower;
}

const digits = "0123456789";
const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const scripts: readonly (readonly [RegExp, string])[] = [
  [
    /\p{Script=Han}/u,
    "天地山水火木金土日月星云雨雪风春夏秋冬东西南北上中下左右花草树石江河海湖田林米竹鸟马牛羊鱼虫红黄蓝绿白黑大小多少长高",
  ],
  [/\p{Script=Hiragana}/u, "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめも"],
  [/\p{Script=Katakana}/u, "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモ"],
  [/\p{Script=Hangul}/u, "가나다라마바사아자차카타파하고노도로모보소오조초코토포호"],
  [/\p{Script=Cyrillic}/u, "абвгдежзиклмнопрстуфхцчш"],
  [/\p{Script=Greek}/u, "αβγδεζηθικλμνξοπρστυφχψω"],
  [/\p{Script=Arabic}/u, "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"],
];
