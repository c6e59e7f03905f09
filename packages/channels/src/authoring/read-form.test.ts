import { isCxError } from "@cxkit/core";
import { expect, it } from "vitest";
import { readForm } from "./read-form.ts";

const read = (text: string) => readForm(new TextEncoder().encode(text));

it("readForm keeps every value of a name, in its order, whatever the name", () => {
  const form = read("b=2&a=1&b=%E4%BD%A0&__proto__=x");
  expect(Object.entries(form)).toEqual([
    ["b", ["2", "你"]],
    ["a", ["1"]],
    ["__proto__", ["x"]],
  ]);
});

it("readForm reads a megabyte of one name in one pass", () => {
  expect(read(Array.from({ length: 250_000 }, () => "a=1").join("&"))["a"]).toHaveLength(250_000);
});

it("readForm says of a body that it is no form, and quotes nothing of it", () => {
  let thrown: unknown;
  try {
    read('{"secret":1}');
  } catch (error) {
    thrown = error;
  }
  expect(isCxError(thrown, "invalid-event")).toBe(true);
  expect(String(thrown)).not.toContain("secret");
});
