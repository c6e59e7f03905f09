/**
 * Columns a text takes in a terminal: 2 for East Asian wide and full-width characters and emoji, 0 for combining marks and
 * joiners, 1 for the rest.
 *
 * @source Unicode Standard Annex 11, East Asian Width
 * @example displayWidth("NPS 满意度") // => 10
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The text cut to so many columns, its last one an ellipsis when something was cut. */
export function cutToWidth(text: string, columns: number, ellipsis = "…"): string {
  if (displayWidth(text) <= columns) return text;
  const room = columns - displayWidth(ellipsis);
  let cut = "";
  let width = 0;
  for (const character of text) {
    width += characterWidth(character);
    if (width > room) break;
    cut += character;
  }
  return room < 0 ? "" : cut.trimEnd() + ellipsis;
}

function characterWidth(character: string): 0 | 1 | 2 {
  if (invisible.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

const invisible = /^(?:\p{M}|\p{Cf}|\p{Cc})$/u;
const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]$/u;
