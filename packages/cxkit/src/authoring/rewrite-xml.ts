import { cxError } from "@cxkit/core";
import type { Rewrite } from "./sample.ts";

/**
 * Rewrites texts, attributes and CDATA sections of XML; names of elements and attributes stay. Comments and instructions but the first
 * are left out: they may say anything.
 *
 * @throws {CxError} `invalid-file` when it is no XML, or has a document type
 */
export const rewriteXml: Rewrite = (sample, value) => {
  if (!/^\s*</.test(sample) || /<!DOCTYPE/i.test(sample))
    throw cxError("invalid-file", "the sample is no XML without a document type");
  const path: string[] = [];
  const said = (text: string, more: readonly string[] = []): string =>
    text.trim() === "" ? text : value({ path: [...path, ...more], text, kind: "text" });
  let out = "";
  for (const [piece, cdata, closing, name, attributes = "", alone] of sample.matchAll(pieces)) {
    if (cdata !== undefined) out += `<![CDATA[${said(cdata).replaceAll("]]>", "]] >")}]]>`;
    else if (piece.startsWith("<?xml") && out.trim() === "") out += '<?xml version="1.0" encoding="UTF-8"?>';
    else if (piece.startsWith("<!--") || piece.startsWith("<?")) continue;
    else if (closing !== undefined) {
      path.pop();
      out += piece;
    } else if (name !== undefined) {
      path.push(name);
      const shown = attributes.replaceAll(
        attribute,
        (_, before: string, key: string, equals: string, one?: string, two?: string) => {
          const text = resolved(one ?? two ?? "");
          return `${before}${key}${equals}"${escaped(said(text, [`@${key}`]))}"`;
        },
      );
      out += `<${name}${shown}${alone ?? ""}>`;
      if (alone === "/") path.pop();
    } else if (piece.startsWith("<"))
      throw cxError("invalid-file", "the sample is no XML: an element in it does not end");
    else out += escaped(said(resolved(piece)));
  }
  if (path.length > 0)
    throw cxError("invalid-file", `the sample is no XML: ${path.at(-1) ?? ""} is not closed`);
  return out;
};

const pieces =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+|</g;
const attribute = /(\s+)([^\s=<>/]+)(\s*=\s*)(?:"([^"<]*)"|'([^'<]*)')/g;

const named: { readonly [name: string]: string } = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function resolved(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      const point = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      if (name !== undefined) return named[name] ?? whole;
      return point > 0 && point <= 0x10_ff_ff ? String.fromCodePoint(point) : "";
    },
  );
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
