/**
 * Rows and cells of comma-separated text, as RFC 4180 says: quoted where it must be, quotes doubled.
 *
 * @example delimitedRows('a,"b,""c"""\r\n1,2\r\n') // => [["a", "b,\"c\""], ["1", "2"]]
 */
export function delimitedRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/gy;
  const from = text.startsWith("\uFEFF") ? 1 : 0;
  pattern.lastIndex = from;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    // What is quoted wrongly is one cell more: shapes differ, and that is found.
    if (!match) return [...rows, [...row, "", "unreadable"]];
    const [, quoted, bare = "", end] = match;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ",") {
      if (pattern.lastIndex === text.length) row.push("");
      continue;
    }
    rows.push(row);
    row = [];
  }
  return row.length > 0 ? [...rows, row] : rows;
}
