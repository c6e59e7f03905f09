import { cxError } from "@cxkit/core";
import { readText } from "../authoring/read-json.ts";

/** An element's content: its text, or its elements by name; several of one name as a list. */
export type XmlValue = string | readonly XmlValue[] | { readonly [name: string]: XmlValue };

/** Deeper than any producer nests. */
const deepest = 20;
const token =
  /<\?xml[^<>]*\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([A-Za-z_][\w.-]*)\s*>|<([A-Za-z_][\w.-]*)\s*(\/?)>|([^<]+)/y;
const entities = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

interface Open {
  readonly name: string;
  text: string;
  readonly children: [string, XmlValue][];
}

/**
 * What the root element `xml` of a body holds, in the XML that WeChat and WeCom write: elements, texts and CDATA. There is no document
 * type, hence no entity but the five that XML itself has; no attribute, no comment, no text beside elements. Texts stay texts: a number
 * beyond 2^53 is none of ours to round.
 *
 * @throws {CxError} `invalid-event` for everything else; the message quotes nothing of it
 */
export function readXml(body: Uint8Array): XmlValue {
  const source = readText(body);
  const stack: Open[] = [{ name: "", text: "", children: [] }];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const start = token.lastIndex;
    const found = token.exec(source);
    const open = stack.at(-1);
    if (!found || !open) throw unreadable();
    const [whole, data, closed, opened, empty, text] = found;
    if (data !== undefined) open.text += data;
    else if (text !== undefined) open.text += unescaped(text);
    else if (opened !== undefined) {
      if (stack.length > deepest) throw unreadable();
      if (empty === "/") open.children.push([opened, ""]);
      else stack.push({ name: opened, text: "", children: [] });
    } else if (closed !== undefined) {
      if (closed !== open.name) throw unreadable();
      stack.pop();
      stack.at(-1)?.children.push([closed, valueOf(open)]);
    } else if (start > 0 || !whole.startsWith("<?xml")) throw unreadable();
  }
  const [document] = stack;
  if (stack.length > 1 || !document || document.text.trim() !== "") throw unreadable();
  const [root, ...others] = document.children;
  if (root?.[0] !== "xml" || others.length > 0) throw unreadable();
  return root[1];
}

function valueOf({ text, children }: Open): XmlValue {
  if (children.length === 0) return text;
  if (text.trim() !== "") throw unreadable();
  const byName = new Map<string, XmlValue[]>();
  for (const [name, value] of children) {
    const known = byName.get(name);
    // Not copied: a body may be nothing but elements of one name, and is read before it is proven.
    if (known) known.push(value);
    else byName.set(name, [value]);
  }
  return Object.fromEntries(
    Array.from(byName, ([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]),
  );
}

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\dA-Fa-f]{1,6})|(\w{1,8}));|&/g, (_, decimal, hex, name) => {
    if (typeof name === "string") {
      const letter = entities.get(name);
      if (letter === undefined) throw unreadable();
      return letter;
    }
    const point =
      typeof decimal === "string" ? Number(decimal) : typeof hex === "string" ? parseInt(hex, 16) : 0;
    // Not 0, no half of a surrogate pair, nothing behind the last character.
    if (point === 0 || point > 0x10_ff_ff || (point >= 0xd8_00 && point <= 0xdf_ff)) throw unreadable();
    return String.fromCodePoint(point);
  });
}

function unreadable(): Error {
  return cxError("invalid-event", "the body is no XML of elements and texts");
}
