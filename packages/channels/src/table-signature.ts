const zip = [0x50, 0x4b, 0x03, 0x04];
const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** First bytes, and what a file that has them is, in words that end "this is …". */
const signatures: readonly (readonly [readonly number[] | string, string])[] = [
  [zip, "a zip archive or an Excel workbook"],
  ["PK\u0005\u0006", "an empty zip archive"],
  [
    ole,
    "an Excel 97–2003 workbook (.xls) or an encrypted workbook; save it as .xlsx without a password, or as CSV",
  ],
  ["\u0089PNG", "a PNG image"],
  [[0xff, 0xd8, 0xff], "a JPEG image"],
  ["GIF8", "a GIF image"],
  ["%PDF-", "a PDF document"],
  ["{\\rtf", "an RTF document"],
  [[0x1f, 0x8b], "gzip-compressed; unpack it first"],
  ["7z\u00bc\u00af", "a 7-Zip archive; unpack it first"],
  ["Rar!", "a RAR archive; unpack it first"],
  ["SQLite format 3", "an SQLite database"],
  ["PAR1", "a Parquet file"],
  ["$FL2", "an SPSS file (.sav); export it as CSV"],
  ["$FL3", "an SPSS file (.zsav); export it as CSV"],
  ["<stata_dta>", "a Stata file (.dta); export it as CSV"],
];

/**
 * What a file that is no delimited text is, by its first bytes; nothing when it may be one.
 *
 * @param head up to 4 kB
 * @returns words for a message, without an article in front of the verb: `a PNG image`
 */
export function foreignKind(head: Uint8Array): string | undefined {
  for (const [signature, kind] of signatures) if (startsWith(head, signature)) return kind;
  const start = new TextDecoder("utf-8").decode(head.subarray(0, 1024)).trimStart();
  if (/^<(?:!doctype html|html|head|body|table)\b/i.test(start))
    return "an HTML page, perhaps of a login that has run out; download the file again";
  if (/^<\?xml\b/i.test(start)) return "an XML document";
  if (/^(?:\{\s*"[^"\r\n]*"\s*:|\[\s*\{\s*")/.test(start)) return "a JSON document";
  return undefined;
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
