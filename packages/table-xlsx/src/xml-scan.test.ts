import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attribute, xmlScan } from "./xml-scan.ts";

function scanned(xml: string, size = xml.length): string[] {
  const seen: string[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") seen.push(JSON.stringify(text));
    text = "";
  };
  const scanner = xmlScan({
    open: (name, attributes) => {
      flush();
      seen.push(`<${name}${attributes}>`);
    },
    close: (name) => {
      flush();
      seen.push(`</${name}>`);
    },
    text: (part) => {
      text += part;
    },
  });
  for (let at = 0; at < xml.length; at += size) scanner.push(xml.slice(at, at + size));
  scanner.end();
  return seen;
}

describe("xmlScan", () => {
  const xml =
    '<?xml version="1.0"?><!-- <no> --><x:row r="1" note="a>b"><c/><v>1 &lt; 2 &amp;&#65;&#x42;</v><t>a\r\nb<![CDATA[<&>]]></t ></x:row>';
  const events = [
    '<row r="1" note="a>b">',
    "<c>",
    "</c>",
    "<v>",
    '"1 < 2 &AB"',
    "</v>",
    "<t>",
    '"a\\nb<&>"',
    "</t>",
    "</row>",
  ];

  it("tells elements without prefixes, and text with entities and CDATA resolved", () => {
    expect(scanned(xml)).toEqual(events);
  });

  it("tells the same in any chunks", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (size) => {
        expect(scanned(xml, size)).toEqual(events);
      }),
    );
  });

  it("is done with a value full of closing brackets in no time", () => {
    const value = ">".repeat(300_000);
    const values = ' b=">x"'.repeat(100_000);
    expect(scanned(`<a b="${value} "/>`, 1 << 16)).toEqual([`<a b="${value} ">`, "</a>"]);
    expect(scanned(`<a${values}/>`, 1 << 16).length).toBeGreaterThan(1);
  }, 2000);

  it("refuses a DTD and a tag that is cut off", () => {
    expect(() => scanned('<!DOCTYPE x [<!ENTITY a "b">]>')).toThrow(SyntaxError);
    expect(() => scanned("<row")).toThrow(SyntaxError);
  });
});

describe("attribute", () => {
  it("finds a value by the whole local name, in either quotes", () => {
    const attributes = ` spans="1:3" r:id = 'rId"1' id2="x" r="A&amp;1"`;
    expect(attribute(attributes, "id")).toBe('rId"1');
    expect(attribute(attributes, "r")).toBe("A&1");
    expect(attribute(attributes, "s")).toBeUndefined();
  });
});
