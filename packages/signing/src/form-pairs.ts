/**
 * The names and values of a body that a form was sent in, in their order; `undefined` unless it is the one text for them: each pair with
 * one `=`, ASCII alone, escapes in capital letters, and what they stand for UTF-8. A second spelling of a body that is signed by what it
 * says would be a second body.
 *
 * @source URL Standard (WHATWG), section "application/x-www-form-urlencoded"
 * @example formPairs(new TextEncoder().encode("Body=9+points&From=%2B15550100")) // => [["Body", "9 points"], ["From", "+15550100"]]
 */
export function formPairs(body: Uint8Array): readonly (readonly [string, string])[] | undefined {
  if (body.length === 0) return [];
  const pairs: (readonly [string, string])[] = [];
  for (const pair of asciiText(body).split("&")) {
    const parts = pair.split("=").map(decoded);
    const [name, value] = parts;
    if (parts.length !== 2 || !name || value === undefined) return undefined;
    pairs.push([name, value]);
  }
  return pairs;
}

/** Bytes as text; those that are no ASCII become letters that no form has. */
function asciiText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function decoded(text: string): string | undefined {
  // What may not be there is looked for: a pattern of all that may be keeps a place to go back to for each letter.
  if (/[^\x21-\x7e]|%(?![\dA-F]{2})/.test(text)) return undefined;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    // Escapes that stand for no UTF-8.
    return undefined;
  }
}
