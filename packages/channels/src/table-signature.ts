const zip = [0x50, 0x4b, 0x03, 0x04];
const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** What a file is that is no table, and what to do with it where there is something. */
export interface ForeignKind {
  /** With its article: `a PNG image`. */
  readonly kind: string;
  /** In the imperative: `unpack it first`. */
  readonly advice?: string;
}

/** First bytes, what a file that has them is, and what to do. */
const signatures: readonly (readonly [readonly number[] | string, string, string?])[] = [
  [zip, "a zip archive or an Excel workbook"],
  ["PK\u0005\u0006", "an empty zip archive"],
  [
    ole,
    "an Excel 97–2003 workbook (.xls) or an encrypted workbook",
    "save it as .xlsx without a password, or as CSV",
  ],
  ["\u0089PNG", "a PNG image"],
  [[0xff, 0xd8, 0xff], "a JPEG image"],
  ["GIF8", "a GIF image"],
  ["%PDF-", "a PDF document"],
  ["{\\rtf", "an RTF document"],
  [[0x1f, 0x8b], "a gzip archive", "unpack it first"],
  ["7z\u00bc\u00af", "a 7-Zip archive", "unpack it first"],
  ["Rar!", "a RAR archive", "unpack it first"],
  ["SQLite format 3", "an SQLite database"],
  ["PAR1", "a Parquet file"],
  ["$FL2", "an SPSS file (.sav)", "export it as CSV"],
  ["$FL3", "an SPSS file (.zsav)", "export it as CSV"],
  ["<stata_dta>", "a Stata file (.dta)", "export it as CSV"],
];

/** Endings of names that promise no table. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/\.pdf$/i, "a PDF document"],
  [/\.(?:docx?|odt|rtf|pages)$/i, "a text document"],
  [/\.pptx?$/i, "a presentation"],
  [/\.(?:xlsx?|xlsm|xlsb|ods|numbers)$/i, "a workbook"],
  [/\.(?:html?|mht)$/i, "an HTML page"],
  [/\.(?:json|jsonl|ndjson)$/i, "a JSON document"],
  [/\.(?:xml|svg)$/i, "an XML document"],
  [/\.(?:png|jpe?g|gif|webp|heic|tiff?)$/i, "an image"],
  [/\.(?:md|markdown|eml|msg)$/i, "a text"],
  [/\.(?:sav|zsav|dta|sas7bdat|parquet|sqlite|db)$/i, "a data file of another program"],
];

/**
 * What a file that is no delimited text is, by its first bytes; nothing when it may be one.
 *
 * @param head up to 4 kB
 */
export function foreignKind(head: Uint8Array): ForeignKind | undefined {
  for (const [signature, kind, advice] of signatures)
    if (startsWith(head, signature)) return { kind, ...(advice === undefined ? {} : { advice }) };
  const start = new TextDecoder("utf-8").decode(head.subarray(0, 1024)).trimStart();
  if (/^<(?:!doctype html|html|head|body|table)\b/i.test(start))
    return {
      kind: "an HTML page",
      advice: "if it is the page of a login that has run out, log in and download the file again",
    };
  if (/^<\?xml\b/i.test(start)) return { kind: "an XML document" };
  if (/^(?:\{\s*"[^"\r\n]*"\s*:|\[\s*\{\s*")/.test(start)) return { kind: "a JSON document" };
  return undefined;
}

/**
 * What a file's name says it is, where that is no table. A wrong ending alone is no reason to refuse a file.
 *
 * @example foreignName("readme.pdf") // => "a PDF document"
 * @example foreignName("june.csv") // => undefined
 */
export function foreignName(name: string): string | undefined {
  return endings.find(([ending]) => ending.test(name))?.[1];
}

/**
 * The sentence that refuses a file.
 *
 * @param readable what can be read instead, for a file that nothing can be done with
 */
export function refusal({ kind, advice }: ForeignKind, readable: string): string {
  return advice === undefined
    ? `this is ${kind}, which is not a table; what can be read: ${readable}`
    : `this is ${kind}, which cannot be read as it is: ${advice}`;
}

/** Whether a file's first bytes are those of a zip archive, which a workbook is too. */
export function isZip(head: Uint8Array): boolean {
  return startsWith(head, zip);
}

function startsWith(head: Uint8Array, signature: readonly number[] | string): boolean {
  if (head.length < signature.length) return false;
  for (let at = 0; at < signature.length; at += 1) {
    const byte = typeof signature === "string" ? signature.charCodeAt(at) : signature[at];
    if (head[at] !== byte) return false;
  }
  return true;
}
