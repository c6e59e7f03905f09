/** Decodes a file piece by piece, strictly. */
export interface TextPieces {
  /** The text of whole characters so far; may be empty. */
  push(bytes: Uint8Array): string;
  /** The rest at the end of the file. */
  end(): string;
}

/** Thrown to the reader, who knows the line: what was still text before the bytes that are none. */
export interface UndecodableBytes {
  readonly goodText: string;
  readonly atEnd: boolean;
}

/**
 * A strict decoder whose every piece starts on a character's first byte, so that a piece that cannot be decoded can be
 * searched for the byte that is wrong. Pieces are cut behind a byte below 0x30, which no multi-byte encoding of the
 * Encoding Standard uses inside a character, or on an even place for UTF-16.
 *
 * @param encoding as the Encoding Standard names it
 * @param fail makes the error out of what was still good
 */
export function textPieces(encoding: string, fail: (bad: UndecodableBytes) => Error): TextPieces {
  const wide = encoding.startsWith("utf-16");
  /** Of UTF-16: what is left of a character, at most three bytes. */
  let rest = new Uint8Array(0);
  /** Of the others: what came since the last cut, joined when the next one comes. */
  let held: Uint8Array[] = [];
  let heldLength = 0;

  function hold(bytes: Uint8Array): void {
    held.push(bytes);
    heldLength += bytes.length;
  }

  function decoded(bytes: Uint8Array, atEnd: boolean): string {
    if (bytes.length === 0) return "";
    if (encoding === "windows-1252") return western(bytes, fail);
    try {
      return new TextDecoder(encoding, strict).decode(bytes);
    } catch {
      throw fail({ goodText: goodStart(bytes, encoding), atEnd });
    }
  }

  return {
    push(bytes) {
      if (wide) {
        const all = joined([rest, bytes]);
        const cut = evenCut(all, encoding);
        rest = all.slice(cut);
        return decoded(all.subarray(0, cut), false);
      }
      const cut = heldLength > mostHeld ? bytes.length : asciiCut(bytes);
      if (cut === 0) {
        hold(bytes.slice());
        return "";
      }
      const whole = held.length === 0 ? bytes.subarray(0, cut) : joined([...held, bytes.subarray(0, cut)]);
      held = [];
      heldLength = 0;
      if (cut < bytes.length) hold(bytes.slice(cut));
      return decoded(whole, false);
    },
    end() {
      const last = joined([rest, ...held]);
      rest = new Uint8Array(0);
      held = [];
      return decoded(last, true);
    },
  };
}

/** Bytes of the longest row that is read, 10 million characters; past it any cut will do. */
const mostHeld = 40_000_000;
// The mark was cut off before; U+FEFF at the start of a later piece is text.
const strict = { fatal: true, ignoreBOM: true } as const;

/** Text before the first byte that is wrong: the longest start that a strict decoder takes. */
function goodStart(bytes: Uint8Array, encoding: string): string {
  const startOf = (length: number): string | undefined => {
    try {
      return new TextDecoder(encoding, strict).decode(bytes.subarray(0, length), { stream: true });
    } catch {
      return undefined;
    }
  };
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (startOf(middle) === undefined) bad = middle;
    else good = middle;
  }
  return startOf(good) ?? "";
}

function asciiCut(bytes: Uint8Array): number {
  let cut = bytes.length;
  while (cut > 0 && bytes[cut - 1]! >= 0x30) cut -= 1;
  return cut;
}

function evenCut(bytes: Uint8Array, encoding: string): number {
  const even = bytes.length & ~1;
  const high = bytes[encoding === "utf-16le" ? even - 1 : even - 2] ?? 0;
  return high >= 0xd8 && high <= 0xdb ? even - 2 : even;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * windows-1252 by hand: Node's decoder takes it for ISO-8859-1 in 20.18.3 and after, 22.13 and after and 24.0 to 24.6
 * (nodejs/node#56542, #60888), which turns € and ’ into control characters.
 */
function western(bytes: Uint8Array, fail: (bad: UndecodableBytes) => Error): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  const mended = text.replaceAll(controls, (control) => above1252[control.charCodeAt(0) - 0x80]!);
  const bad = mended.search(controls);
  if (bad !== -1) throw fail({ goodText: mended.slice(0, bad), atEnd: false });
  return mended;
}

// Bytes 0x80 to 0x9F; five are undefined and stay the control characters they are not.
const above1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const controls = /[\u0080-\u009f]/g;
