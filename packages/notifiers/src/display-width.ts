/**
 * Columns a text takes in a terminal: 2 for East Asian wide and full-width characters and emoji, 0 for combining marks and
 * joiners, 1 for the rest.
 *
 * @source Unicode Standard Annex 11, East Asian Width
 * @example displayWidth("NPS 满意度") // => 10
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += invisible.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

/**
 * A text in lines of at most so many columns, broken at spaces and between wide characters, all but the first set in. An address of the
 * web stays whole, however long, so that it can be followed.
 */
export function wrappedLines(text: string, columns: number, indent: number): string[] {
  const lines: string[] = [];
  const margin = " ".repeat(indent);
  let line = "";
  for (const piece of text.match(pieces) ?? []) {
    const fits = displayWidth(line + piece.trimEnd()) <= columns;
    if (!fits && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = margin;
    }
    if (/^https?:/.test(piece)) line += piece;
    else {
      for (const character of line === margin ? piece.trimStart() : piece) {
        if (character.trim() !== "" && displayWidth(line + character) > columns) {
          lines.push(line.trimEnd());
          line = margin;
        }
        line += character;
      }
    }
  }
  return line.trim() === "" ? lines : [...lines, line.trimEnd()];
}

const invisible = /^(?:\p{M}|\p{Cf}|\p{Cc})$/u;
const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]$/u;
// A wide character with the punctuation that may not begin a line, or a word with the spaces after it.
const pieces =
  /https?:\S+\s*|[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60][，。；：、！？）」』”’]*\s*|[^\s\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60]+\s*|\s+/gu;
