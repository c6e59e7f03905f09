import { describe, expect, it } from "vitest";
import { bareImports, relativeImports } from "./bare-imports.ts";

describe("bareImports", () => {
  it.each([
    ['import zod from "zod";', ["zod"]],
    ['import { a,\n  b } from "@acme/kit/sub";', ["@acme/kit"]],
    ['import * as all from "all";', ["all"]],
    ['import "side-effect";', ["side-effect"]],
    ['export { x } from "passed-on";', ["passed-on"]],
    ['export * from "everything";', ["everything"]],
    ['const a = await import("later");', ["later"]],
    ['const a = require("old");', ["old"]],
    ['import a from"minified";import{b}from"mini-two";', ["minified", "mini-two"]],
    ['import { type A, b } from "mixed";', ["mixed"]],
    ['import type { A } from "types-only";', []],
    ['import fs from "fs"; import path from "node:path"; import x from "./x.js"; import y from "#y";', []],
    ['// import a from "commented";\n/* import b from "also"; */', []],
    ['const text = "https://acme.com"; // see import x from "nothing"', []],
  ])("%s", (text, expected) => {
    expect([...bareImports(text)].toSorted()).toEqual(expected.toSorted());
  });
});

it("relativeImports are the modules of the same package", () => {
  expect([
    ...relativeImports('import a from "./a.js";\nexport { b } from "../b.js";\nimport z from "zod";'),
  ]).toEqual(["./a.js", "../b.js"]);
});
