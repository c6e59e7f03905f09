/** A cell holds at most 32,767 characters. */
const longestPiece = 1 << 24;

/** What a scan tells, in document order. */
export interface XmlEvents {
  /** `name` without its prefix; `attributes` as written, for {@link attribute}. */
  open(name: string, attributes: string): void;
  /** Comes for elements that are empty, too. */
  close(name: string): void;
  /** Text as meant: entities and CDATA resolved. May come in parts. */
  text(text: string): void;
}

/**
 * Scans XML that comes in chunks, by the engine's own string search.
 *
 * Made for machine-written parts of a workbook: well-formedness is not checked beyond what is read, and a DTD is refused.
 *
 * @throws {SyntaxError} on a DTD, on a text or tag of over 16 million characters, and from `end` when the last tag is cut off
 */
export function xmlScan(events: XmlEvents): { push(chunk: string): void; end(): void } {
  let rest = "";

  function tag(inside: string): void {
    if (inside.startsWith("/")) {
      events.close(localName(inside, 1, inside.length));
      return;
    }
    const empty = inside.endsWith("/");
    const length = empty ? inside.length - 1 : inside.length;
    let nameEnd = 0;
    while (nameEnd < length && inside.charCodeAt(nameEnd) > 32) nameEnd += 1;
    const name = localName(inside, 0, nameEnd);
    events.open(name, inside.slice(nameEnd, length));
    if (empty) events.close(name);
  }

  return {
    push(chunk) {
      const text = rest + chunk;
      let at = 0;
      for (;;) {
        const open = text.indexOf("<", at);
        if (open === -1) break;
        const end = markupEnd(text, open);
        if (end === -1) break;
        if (open > at) events.text(resolved(text.slice(at, open)));
        if (text.startsWith("<![CDATA[", open)) events.text(text.slice(open + 9, end - 3));
        else if (text.startsWith("<!DOCTYPE", open))
          throw new SyntaxError("a DTD has no place in a workbook");
        else if (text[open + 1] !== "!" && text[open + 1] !== "?") tag(text.slice(open + 1, end - 1));
        at = end;
      }
      rest = text.slice(at);
      if (rest.length > longestPiece) throw new SyntaxError("a text or tag in it does not end");
    },
    end() {
      if (rest.includes("<")) throw new SyntaxError("the last tag is cut off");
    },
  };
}

/** The value of an attribute by its local name; nothing when it is not there. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at !== -1; at = attributes.indexOf(name, at + 1)) {
    if (at > 0 && !isBoundary(attributes.charCodeAt(at - 1))) continue;
    const equals = at + name.length;
    if (attributes.charCodeAt(equals) === 61 && attributes.charCodeAt(equals + 1) === 34) {
      const value = attributes.slice(equals + 2, attributes.indexOf('"', equals + 2));
      return resolved(value);
    }
    const value = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes.slice(equals));
    if (value) return resolved(value[1] ?? value[2] ?? "");
  }
  return undefined;
}

/** White space before a name, or the colon behind its prefix. */
function isBoundary(code: number): boolean {
  return code <= 32 || code === 58;
}

/** Where the markup that starts at `open` has ended; -1 when its end has not come. */
function markupEnd(text: string, open: number): number {
  if (text.startsWith("<!--", open)) return after(text, "-->", open + 4);
  if (text.startsWith("<![CDATA[", open)) return after(text, "]]>", open + 9);
  // Which of these it is cannot be told before it is whole.
  if (text[open + 1] === "!" && text.length < open + 9) return -1;
  const end = text.indexOf(">", open);
  if (end === -1) return -1;
  if (endsWithQuote(text, end) || !isInsideValue(text.slice(open, end))) return end + 1;
  // Rare: a value holds `>`. Once through, however many of them there are.
  let quote = 0;
  for (let at = open; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote !== 0) quote = code === quote ? 0 : quote;
    else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return at + 1;
  }
  return -1;
}

/** A tag that ends with a closing quote is not inside a value, for all that workbooks are written with. */
function endsWithQuote(text: string, end: number): boolean {
  const last = text.charCodeAt(end - 1) === 47 ? end - 2 : end - 1;
  return text.charCodeAt(last) === 34 && text.charCodeAt(last - 1) !== 61;
}

function after(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? -1 : at + what.length;
}

/** Whether the tag so far stops inside an attribute's value, where `>` may stand. */
function isInsideValue(tag: string): boolean {
  const double = tag.lastIndexOf('="');
  const single = tag.lastIndexOf("='");
  if (double > single) return !tag.includes('"', double + 2);
  return single !== -1 && !tag.includes("'", single + 2);
}

function localName(text: string, from: number, to: number): string {
  const name = text.slice(from, to);
  const colon = name.indexOf(":");
  return (colon === -1 ? name : name.slice(colon + 1)).trimEnd();
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function resolved(text: string): string {
  const plain = text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
  if (!plain.includes("&")) return plain;
  return plain.replaceAll(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name = "") => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (hex === undefined && decimal === undefined) return entities[name] ?? whole;
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
