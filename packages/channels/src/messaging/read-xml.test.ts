import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tencentXml } from "../fixtures/tencent-callbacks.ts";
import { readXml } from "./read-xml.ts";

const read = (text: string) => readXml(new TextEncoder().encode(text));

describe("readXml", () => {
  it("gives every text back as it was, in CDATA or escaped", () => {
    const name = fc.stringMatching(/^[A-Za-z_][\w]{0,8}$/);
    const text = fc.string({ unit: "grapheme" }).filter((each) => !each.includes("]]>"));
    fc.assert(
      fc.property(fc.dictionary(name, text, { minKeys: 1, noNullPrototype: true }), (fields) => {
        expect(read(tencentXml(fields))).toEqual(fields);
        const escaped = Object.entries(fields)
          .map(
            ([key, value]) =>
              `<${key}>${value.replaceAll("&", "&amp;").replaceAll("<", "&#60;").replaceAll(">", "&#x3E;")}</${key}>`,
          )
          .join("");
        expect(read(`<?xml version="1.0" encoding="UTF-8"?>\n<xml>${escaped}</xml>\n`)).toEqual(fields);
      }),
    );
  });

  it("keeps numbers as texts, lists as lists, and what is nested nested", () => {
    expect(read("<xml><MsgId>9223372036854775807</MsgId></xml>")).toEqual({ MsgId: "9223372036854775807" });
    expect(read("<xml><L><item>1</item><item>2</item></L><E/></xml>")).toEqual({
      L: { item: ["1", "2"] },
      E: "",
    });
    expect(read("<xml></xml>")).toBe("");
    expect(read("<xml><__proto__>1</__proto__></xml>")).toHaveProperty("__proto__", "1");
    expect("polluted" in {}).toBe(false);
  });

  it("reads a megabyte of one element's name in one pass", () => {
    // Copying the list for each of them takes minutes, and nobody is proven to have sent them yet.
    expect(read(`<xml>${"<a/>".repeat(250_000)}</xml>`)).toHaveProperty("a.length", 250_000);
  });

  it.each([
    ["a document type", '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>'],
    ["an entity of nobody's", "<xml><A>&a;</A></xml>"],
    ["a file's entity", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml>1</xml>'],
    ["an ampersand alone", "<xml><A>a & b</A></xml>"],
    ["half of a character", "<xml><A>&#xD800;</A></xml>"],
    ["no character", "<xml><A>&#0;</A></xml>"],
    ["a character behind the last", "<xml><A>&#x110000;</A></xml>"],
    ["an attribute", '<xml><A b="c">1</A></xml>'],
    ["a comment", "<xml><!-- 1 --><A>1</A></xml>"],
    ["an instruction in the middle", "<xml><?xml version='1.0'?><A>1</A></xml>"],
    ["text beside elements", "<xml>text<A>1</A></xml>"],
    ["another root", "<html><A>1</A></html>"],
    ["two roots", "<xml>1</xml><xml>2</xml>"],
    ["text behind the root", "<xml>1</xml>2"],
    ["crossed elements", "<xml><A><B>1</A></B></xml>"],
    ["an element that is not closed", "<xml><A>1</xml>"],
    ["CDATA that is not closed", "<xml><![CDATA[1</xml>"],
    ["depth", `<xml>${"<a>".repeat(30)}${"</a>".repeat(30)}</xml>`],
    ["nothing", ""],
    ["a text", "hello"],
  ])("refuses %s, and quotes nothing of it", (_, text) => {
    expect(() => read(text)).toThrow("the body is no XML of elements and texts");
  });

  it("refuses bytes that are no UTF-8", () => {
    expect(() => readXml(Uint8Array.of(0x3c, 0x78, 0xff))).toThrow("the body is no UTF-8");
  });

  it("reads a megabyte of brackets without a thought", () => {
    expect(() => read("<".repeat(1_000_000))).toThrow();
    expect(() => read(`<xml>${"&".repeat(500_000)}</xml>`)).toThrow();
    expect(() => read(`<xml>${"<![CDATA[".repeat(100_000)}</xml>`)).toThrow();
  });
});
