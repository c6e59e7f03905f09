/** A parameter of a form, its name and value as bytes, each byte a letter below 256. */
export type Pair = readonly [name: string, value: string];

/**
 * The parameters of a form's body, escapes undone and nothing more: in which character set they are is one of them. `undefined` when one
 * comes twice, or an escape is none.
 */
export function pairsOf(body: Uint8Array): readonly Pair[] | undefined {
  const pairs: Pair[] = [];
  const seen = new Set<string>();
  for (const part of lettersOf(body).split("&")) {
    if (part === "") continue;
    const at = part.indexOf("=");
    const name = unescaped(spaced(at < 0 ? part : part.slice(0, at)));
    const value = unescaped(spaced(at < 0 ? "" : part.slice(at + 1)));
    if (name === undefined || value === undefined || seen.has(name)) return undefined;
    seen.add(name);
    pairs.push([name, value]);
  }
  return pairs;
}

/** Escapes undone; `undefined` when one is none. */
export function unescaped(letters: string): string | undefined {
  if (!letters.includes("%")) return letters;
  if (/%(?![\dA-Fa-f]{2})/.test(letters)) return undefined;
  return letters.replace(/%([\dA-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  );
}

/** The bytes that stand for a text's letters, all below 256. */
export function bytesOf(letters: string): Uint8Array {
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

function lettersOf(bytes: Uint8Array): string {
  let letters = "";
  // As many at once as a call may have arguments: whatever comes is read before it is proven.
  for (let at = 0; at < bytes.length; at += 8192)
    letters += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return letters;
}

function spaced(letters: string): string {
  return letters.replaceAll("+", " ");
}
