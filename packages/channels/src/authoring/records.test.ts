import { expect, it } from "vitest";
import { mediaType } from "./records.ts";

it("mediaType is what stands before the parameters, in lower case, and nothing where nothing is told", () => {
  const of = (type?: string) => mediaType({ headers: type === undefined ? {} : { "content-type": type } });
  expect([of("Text/XML ; charset=gbk"), of("application/json"), of("")]).toEqual([
    "text/xml",
    "application/json",
    "",
  ]);
  expect(of()).toBe("");
});
