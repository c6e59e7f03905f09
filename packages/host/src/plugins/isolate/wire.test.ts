import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frame, frameReader, type Frame } from "./frame.ts";
import { heard } from "./heard.ts";
import { fromWire, toWire } from "./wire.ts";

describe("values on the wire", () => {
  it("come as they went: JSON, bytes, typed arrays, numbers that are not finite", () => {
    const leaf = fc.oneof(
      fc.jsonValue(),
      fc.uint8Array(),
      fc.float64Array(),
      fc.uint16Array(),
      fc.constantFrom(Number.NaN, Infinity, -Infinity),
    );
    const key = fc.oneof(fc.string(), fc.constant("$cxkit")).filter((name) => name !== "__proto__");
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        leaf,
        fc.array(tie("value")),
        fc.dictionary(key, tie("value"), { noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(
        value.filter((one) => !JSON.stringify(one)?.includes("__proto__")),
        (one) => {
          expect(fromWire(toWire(one))).toEqual(
            typeof one === "number" && Object.is(one, -0) ? 0 : withoutMinusZero(one),
          );
        },
      ),
    );
  });

  it("hold no key that would become a prototype, however it is written", () => {
    for (const key of ["__proto__", "\\u005f_proto__", "__pr\\u006Fto__", "\\u005F\\u005fproto__"]) {
      expect(() => fromWire(`{"a":[{"${key}":{"polluted":true}}]}`)).toThrow(SyntaxError);
    }
    expect(fromWire('{"a":"__proto__"}')).toEqual({ a: "__proto__" });
  });

  it("know no tag that there is not", () => {
    expect(() => fromWire('{"$cxkit":"Function","base64":"AQ=="}')).toThrow(SyntaxError);
    expect(() => fromWire('{"$cxkit":"Float64Array","base64":"AQ=="}')).toThrow(SyntaxError);
  });

  it("leave out what has no meaning over there, and say of what cannot cross", () => {
    expect(toWire({ a: () => 1, b: undefined, at: new Date(0) })).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
    expect(() => toWire({ a: 1n })).toThrow(TypeError);
    expect(() => toWire(new DataView(new ArrayBuffer(1)))).toThrow(TypeError);
    const round: { self?: unknown } = {};
    round.self = round;
    expect(() => toWire(round)).toThrow(RangeError);
  });
});

describe("messages", () => {
  it("are read whole, in whatever portions their bytes come", () => {
    const messages = fc.array(
      fc.tuple(fc.dictionary(fc.string(), fc.string()), fc.string({ unit: "grapheme" })),
    );
    fc.assert(
      fc.property(messages, fc.array(fc.nat(40), { minLength: 1 }), (sent, cuts) => {
        const bytes = Buffer.concat(sent.map(([head, body]) => frame(head, body)));
        const read: Frame[] = [];
        const take = frameReader(1 << 20, (one) => read.push(one));
        for (let at = 0, turn = 0; at < bytes.byteLength; turn += 1) {
          const size = (cuts[turn % cuts.length] ?? 0) + 1;
          take(bytes.subarray(at, at + size));
          at += size;
        }
        expect(read).toEqual(sent.map(([head, body]) => ({ head: JSON.stringify(head), body })));
      }),
    );
  });

  it("that are too long are refused before they are kept, and so are heads that are longer than they", () => {
    const long = frame({}, "x".repeat(100)).subarray(0, 4);
    expect(() => frameReader(50, () => {})(long)).toThrow(RangeError);
    const wrong = frame({ a: 1 });
    wrong.writeUInt32BE(100, 4);
    expect(() => frameReader(50, () => {})(wrong)).toThrow(RangeError);
    expect(() => frameReader(50, () => {})(Buffer.from([0, 0, 0, 0]))).toThrow(RangeError);
  });

  it("say what can be said, and nothing else", () => {
    expect(heard('{"t":"ack","id":1}')).toEqual({ t: "ack", id: 1 });
    const error = {
      name: "CxError",
      code: "unavailable",
      message: "m",
      place: { retryAfter: 3, trouble: "vendor" },
    };
    expect(heard(JSON.stringify({ t: "err", id: 1, error }))).toMatchObject({ error });
    for (const wrong of [
      "null",
      "[]",
      '{"t":"toString"}',
      '{"t":"ack"}',
      '{"t":"ack","id":-1}',
      '{"t":"ack","id":"1"}',
      '{"t":"ok","id":1,"hashes":[["ab","subject",1]]}',
      '{"t":"ok","id":1,"hashes":[["ab","key","a"]]}',
      '{"t":"err","id":1,"error":{"name":"x","message":"m","code":"other"}}',
      '{"t":"err","id":1,"error":{"name":"x","message":"m","place":{"contribution":"another/one"}}}',
      '{"t":"err","id":1,"error":{"name":"x","message":"m","place":{"trouble":"crash"}}}',
      '{"t":"pong","rssBytes":null,"cpuMs":0}',
    ]) {
      expect(() => heard(wrong)).toThrow(SyntaxError);
    }
  });

  it("of any kind never break what reads them but by saying so", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        try {
          heard(text);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(SyntaxError);
        }
      }),
    );
  });
});

/** JSON knows one zero. */
function withoutMinusZero(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(withoutMinusZero);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutMinusZero(one)]));
}
