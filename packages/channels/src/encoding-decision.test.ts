import { describe, expect, it } from "vitest";
import { encodingDecision } from "./encoding-decision.ts";
import recorded from "./encoding-samples.json" with { type: "json" };

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const invalid = (code: string, message: RegExp) =>
  expect.objectContaining({ name: "CxError", code, message: expect.stringMatching(message) });

// Witness: CPython's codecs, version in the fixture.
describe("encodingDecision agrees with what wrote the bytes", () => {
  for (const { encoding, decided, text, base64 } of recorded.samples) {
    const title = `${encoding}: ${text.slice(0, 12).replaceAll(/\s+/g, " ")}`;
    if (decided === null)
      it(`or says that it cannot tell, ${title}`, () => {
        expect(() => encodingDecision(bytesOf(base64), true)).toThrow(
          invalid("invalid-file", /pass --encoding/),
        );
        expect(encodingDecision(bytesOf(base64), true, encoding).encoding).toBe(encoding);
      });
    else
      it(title, () => {
        expect(encodingDecision(bytesOf(base64), true)).toEqual({ encoding: decided, markLength: 0 });
      });
  }
});

describe("encodingDecision", () => {
  it("believes a byte order mark before anything else", () => {
    expect(encodingDecision(latin("\u00ef\u00bb\u00bfa,b"), true, "gb18030")).toEqual({
      encoding: "utf-8",
      markLength: 3,
    });
    expect(encodingDecision(latin("\u00ff\u00fea\0"), true)).toEqual({ encoding: "utf-16le", markLength: 2 });
    expect(encodingDecision(latin("\u00fe\u00ff\0a"), true)).toEqual({ encoding: "utf-16be", markLength: 2 });
  });

  it("takes ASCII as UTF-8", () => {
    expect(encodingDecision(latin("id,score\n1,9\n"), true).encoding).toBe("utf-8");
  });

  it("takes a file cut inside a character as UTF-8 when whole characters came before", () => {
    const bytes = new TextEncoder().encode("id,名前\n1,満");
    expect(encodingDecision(bytes.subarray(0, -1), true).encoding).toBe("utf-8");
  });

  it("reads one isolated high byte as windows-1252, at the end of the file too", () => {
    expect(encodingDecision(latin("name\nM\u00fcller\n"), true).encoding).toBe("windows-1252");
    expect(encodingDecision(latin("name\nJos\u00e9"), true).encoding).toBe("windows-1252");
  });

  it("reads a single Chinese word as GB18030", () => {
    expect(encodingDecision(latin("score\n\u00c2\u00fa\u00d2\u00e2\n"), true).encoding).toBe("gb18030");
  });

  it("names the first line that is not ASCII when it cannot tell", () => {
    const bytes = latin("id\n1\n\u0081\u0020\u008d\n");
    expect(() => encodingDecision(bytes, true)).toThrow(expect.objectContaining({ place: { line: 3 } }));
  });

  it("knows the Encoding Standard's labels and refuses others", () => {
    expect(encodingDecision(latin("a"), true, "GBK").encoding).toBe("gb18030");
    expect(encodingDecision(latin("a"), true, "latin1").encoding).toBe("windows-1252");
    expect(() => encodingDecision(latin("a"), true, "klingon")).toThrow(invalid("invalid-setup", /klingon/));
    expect(() => encodingDecision(latin("a"), true, "iso-2022-jp")).toThrow(
      invalid("invalid-setup", /iso-2022-jp/),
    );
  });
});
