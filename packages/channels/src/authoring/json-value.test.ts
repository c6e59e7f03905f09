import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf, numberOf, own, valueAt } from "./json-value.ts";

describe("valueAt", () => {
  it("finds by names and by pointers, in objects and in lists", () => {
    const value = { a: { "b.c": [{ d: 1 }], "x/y": 2, "~": 3 } };
    expect(valueAt("a.b")(value)).toBeUndefined();
    expect(valueAt("/a/b.c/0/d")(value)).toBe(1);
    expect(valueAt("/a/x~1y")(value)).toBe(2);
    expect(valueAt("/a/~0")(value)).toBe(3);
    expect(valueAt("list.1")({ list: [4, 5] })).toBe(5);
    expect(valueAt("list.length")({ list: [4, 5] })).toBeUndefined();
  });

  it("finds every value of every JSON by its pointer, and own keys alone", () => {
    const key = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "", "0"));
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), fc.integer(), (path, leaf) => {
        const value = JSON.parse(
          path.reduceRight((inner, step) => `{${JSON.stringify(step)}:${inner}}`, String(leaf)),
        ) as unknown;
        const pointer = path.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
        expect(valueAt(pointer)(value)).toBe(leaf);
        expect(valueAt(pointer)({})).toBeUndefined();
      }),
    );
    expect(own({}, "constructor")).toBeUndefined();
  });
});

it("numberOf reads what is a number as a whole, and nothing else", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.string({ minLength: 1 }), (number, tail) => {
      expect(numberOf(String(number))).toBe(number);
      const text = `${number}${tail}`;
      const read = numberOf(text);
      if (read !== undefined) expect(read).toBe(Number(text));
    }),
  );
  for (const none of [
    "",
    " ",
    "1e3",
    "0x1",
    "1,5",
    "Infinity",
    "NaN",
    "½",
    "--1",
    "9".repeat(40),
    Infinity,
    NaN,
    null,
    [],
    true,
  ])
    expect(numberOf(none)).toBeUndefined();
});

it("nameOf gives no name to a number that JSON has rounded", () => {
  expect(nameOf(2 ** 53)).toBeUndefined();
  expect(nameOf(2 ** 53 - 1)).toBe("9007199254740991");
  expect(nameOf(" 7 ")).toBe("7");
  expect(nameOf("")).toBeUndefined();
  expect(nameOf(Infinity)).toBeUndefined();
});
