import { cxError } from "@cxkit/core";
import { lineBreaks } from "./delimited-text-lines.ts";

/** How bytes are text, and how many of the first ones are a byte order mark. */
export interface EncodingDecision {
  /** In lower case, as the WHATWG Encoding Standard names it: `utf-8`, `utf-16le`, `gb18030`, `windows-1252`. */
  readonly encoding: string;
  readonly markLength: number;
}

/** Bytes looked at before the encoding is decided: a shorter file is looked at whole. */
export const bytesForEncoding = 1 << 20;

/**
 * Decides how a file's bytes are text, by these rules, the first that applies:
 *
 * 1. a byte order mark: UTF-8, UTF-16LE or UTF-16BE;
 * 2. the encoding that was asked for;
 * 3. NUL bytes on one side of most pairs, as a comma or a digit has in UTF-16: UTF-16LE or UTF-16BE;
 * 4. valid UTF-8;
 * 5. GB18030, when every byte fits its structure and at least 70 % of the characters outside ASCII are Chinese: the 3,755 Hanzi of
 *    GB 2312 level 1 or full-width punctuation. From 20 Hanzi on, a tenth must come from the second half of that table (Hangul has none there);
 * 6. windows-1252, when at least 60 % of the high bytes stand alone between ASCII, none is one of the five it leaves undefined,
 *    and at most 5 % would be a symbol between two letters (Polish or Czech would).
 *
 * @param head the file's first bytes, {@link bytesForEncoding} of them or all of them
 * @param whole whether that is the whole file
 * @param asked label of an encoding; other encodings of the Encoding Standard than those above are taken too
 * @throws {CxError} `invalid-setup` when the label is unknown; `invalid-file` when no rule applies
 */
export function encodingDecision(head: Uint8Array, whole: boolean, asked?: string): EncodingDecision {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: "utf-8", markLength: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", markLength: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", markLength: 2 };
  if (asked !== undefined) return { encoding: knownEncoding(asked), markLength: 0 };
  const wide = wideOrder(head);
  if (wide) return { encoding: wide, markLength: 0 };
  if (isUtf8(head, whole)) return { encoding: "utf-8", markLength: 0 };
  const evidence = weighed(head);
  if (textIn("gb18030", head, false) !== undefined && speaksChinese(evidence))
    return { encoding: "gb18030", markLength: 0 };
  if (readsWestern(evidence)) return { encoding: "windows-1252", markLength: 0 };
  const line =
    1 +
    lineBreaks(
      asAscii(
        head.subarray(
          0,
          head.findIndex((byte) => byte > 0x7f),
        ),
      ),
    );
  throw cxError(
    "invalid-file",
    `line ${line} is not UTF-8, and whether it is GB18030 or windows-1252 cannot be told; pass --encoding with its name (gb18030, big5, shift_jis, euc-kr, windows-1250, windows-1251…)`,
    { line },
  );
}

/** The Encoding Standard's name for a label such as `GBK` or `latin1`. */
function knownEncoding(label: string): string {
  try {
    const { encoding } = new TextDecoder(label.trim());
    if (encoding !== "iso-2022-jp") return encoding === "gbk" ? "gb18030" : encoding;
  } catch {
    // said below, for both reasons
  }
  throw cxError(
    "invalid-setup",
    `there is no encoding ${JSON.stringify(label)}; examples: utf-8, gb18030, windows-1252, utf-16le`,
    {
      path: "encoding",
    },
  );
}

/** Byte order of UTF-16 without a mark: at least a tenth of the pairs hold a NUL, nine in ten of them on the same side. */
function wideOrder(head: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const pairs = Math.floor(head.length / 2);
  let first = 0;
  let second = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) first += 1;
    if (head[at + 1] === 0) second += 1;
  }
  if (first + second < 2 || first + second < pairs / 10) return undefined;
  if (second > 9 * first) return "utf-16le";
  return first > 9 * second ? "utf-16be" : undefined;
}

/** A file that ends inside a character still speaks UTF-8 when a whole one came before. */
function isUtf8(head: Uint8Array, whole: boolean): boolean {
  if (textIn("utf-8", head, whole) !== undefined) return true;
  const text = textIn("utf-8", head, false);
  // eslint-disable-next-line no-control-regex -- ASCII is what is left out
  return text !== undefined && /[^\u0000-\u007f]/.test(text);
}

function textIn(encoding: string, head: Uint8Array, whole: boolean): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(head, { stream: !whole });
  } catch {
    return undefined;
  }
}

interface Evidence {
  /** Characters that GB18030 would read out of high bytes, and those of them in everyday Chinese. */
  pairs: number;
  hanzi: number;
  lateHanzi: number;
  punctuation: number;
  /** High bytes, those without a high neighbour, and what speaks against windows-1252. */
  high: number;
  alone: number;
  undefinedBytes: number;
  symbolsInWords: number;
}

/** Counts on both readings of the bytes, in one pass each. */
function weighed(head: Uint8Array): Evidence {
  const found = {
    pairs: 0,
    hanzi: 0,
    lateHanzi: 0,
    punctuation: 0,
    high: 0,
    alone: 0,
    undefinedBytes: 0,
    symbolsInWords: 0,
  };
  const { length } = head;
  for (let at = 0; at < length; at += 1) {
    const byte = head[at]!;
    if (byte < 0x80) continue;
    const before = head[at - 1] ?? 0;
    const after = head[at + 1] ?? 0;
    found.high += 1;
    if (before < 0x80 && after < 0x80) found.alone += 1;
    if (undefinedIn1252.has(byte)) found.undefinedBytes += 1;
    if (isLetter(before) && isLetter(after) && isSymbolIn1252(byte)) found.symbolsInWords += 1;
  }
  for (let at = 0; at < length - 1; at += 1) {
    const lead = head[at]!;
    if (lead < 0x81) continue;
    const trail = head[at + 1]!;
    found.pairs += 1;
    if (trail >= 0x30 && trail <= 0x39) at += 3;
    else {
      at += 1;
      if (trail < 0xa1) continue;
      if (lead >= 0xb0 && lead <= 0xd7) found.hanzi += 1;
      if (lead >= 0xc9 && lead <= 0xd7) found.lateHanzi += 1;
      if (lead >= 0xa1 && lead <= 0xa3) found.punctuation += 1;
    }
  }
  return found;
}

function speaksChinese({ pairs, hanzi, lateHanzi, punctuation }: Evidence): boolean {
  return hanzi > 0 && hanzi + punctuation >= 0.7 * pairs && (hanzi < 20 || lateHanzi >= hanzi / 10);
}

function readsWestern({ high, alone, undefinedBytes, symbolsInWords }: Evidence): boolean {
  return undefinedBytes === 0 && alone >= 0.6 * high && symbolsInWords <= 0.05 * high;
}

const undefinedIn1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** Neither a letter, nor what stands between letters: apostrophes, dashes, a soft hyphen, a middle dot. */
function isSymbolIn1252(byte: number): boolean {
  if (byte >= 0xc0) return byte === 0xd7 || byte === 0xf7;
  return ![
    0x83, 0x8a, 0x8c, 0x8e, 0x91, 0x92, 0x96, 0x97, 0x9a, 0x9c, 0x9e, 0x9f, 0xa0, 0xad, 0xb4, 0xb7,
  ].includes(byte);
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function asAscii(bytes: Uint8Array): string {
  return new TextDecoder("utf-8").decode(bytes);
}
