import path from "node:path";
import { transformWithOxc } from "vite";
import { describe, expect, it } from "vitest";
import { toModule } from "./doc-examples.ts";
import { readExamples } from "./read-examples.ts";
import { throwing } from "./throwing.ts";

const file = path.join(import.meta.dirname, "example-fixture.ts");

/** Runs the examples of a file; answers title and outcome of each. */
async function run(text: string, name = file): Promise<Record<string, string>> {
  const tests: [string, () => Promise<void>][] = [];
  const { code } = await transformWithOxc(toModule(text, name), "x.ts", { lang: "ts", target: "esnext" });
  const body = code.replaceAll(/^(?:import .*|export \{\});$/gm, "").replaceAll("import(", "__import(");
  // oxlint-disable-next-line typescript/no-implied-eval -- the module under test is text
  new Function("__it", "__expect", "__throwing", "__import", body)(
    (title: string, test: () => Promise<void>) => tests.push([title, test]),
    expect,
    throwing,
    () => ({ double: (n: number) => (n < 0 ? fail() : n * 2), half: (n: number) => n / 2 }),
  );
  const outcomes: Record<string, string> = {};
  for (const [title, test] of tests) {
    outcomes[title] = await test().then(
      () => "passed",
      (error: unknown) => (error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)),
    );
  }
  return outcomes;
}

function fail(): never {
  throw new RangeError("double requires n ≥ 0, got -1");
}

const example = (claim: string) => run(`/** @example ${claim} */\nexport const double = 1;`);
const at = (line: number) => `packages/house/example-fixture.ts:${line}`;
const page = (...lines: string[]) => run(lines.join("\n"), path.join(import.meta.dirname, "page.md"));

describe("a TSDoc example", () => {
  it("passes when it is right, whatever its form", async () => {
    const text = [
      "/**",
      " * Twice.",
      " * @example double(2) // => 4",
      " * @example",
      " * const four = double(2); // => 4",
      " * double(-1) // throws RangeError: n ≥ 0",
      " * @example With a block",
      " * ```ts",
      ' * import { half } from "@cxkit/anything";',
      " * half(double(3)); // => 3",
      " * ```",
      " * @returns a number",
      " */",
      "export function double(n: number) {}",
      "/** @example double(1) // => 2 */",
      "export const other = 1;",
    ].join("\n");
    const outcomes = await run(text);
    expect(outcomes).toEqual({ [at(3)]: "passed", [at(4)]: "passed", [at(9)]: "passed", [at(15)]: "passed" });
  });

  it("fails at its line when its value is wrong", async () => {
    const outcomes = await run("/**\n * @example double(2) // => 5\n */\nexport const double = 1;");
    expect(outcomes[at(2)]).toMatch(/expected 4 to deeply equal 5/);
  });

  it("fails when the error it names is not thrown, or is another", async () => {
    expect((await example("double(2) // throws RangeError"))[at(1)]).toMatch(/nothing was thrown/);
    expect((await example("double(-1) // throws TypeError"))[at(1)]).toMatch(/expected TypeError/);
    expect((await example("double(-1) // throws RangeError: n ≥ 1"))[at(1)]).toMatch(/to say/);
  });
});

describe("a Markdown block", () => {
  it("asserts every claim, over several lines too", async () => {
    const right = await page(
      "# Title",
      "",
      "```ts",
      "const o = {",
      "  a: 1,",
      "};",
      "o;",
      "// => {",
      "//   a: 1 }",
      "```",
    );
    expect(right).toEqual({ "packages/house/page.md:4": "passed" });
    const wrong = await page("```ts", "const a = 1; // => 1", "a + 1; // => 3", "```");
    expect(wrong["packages/house/page.md:2"]).toMatch(/expected 2 to deeply equal 3/);
  });

  it("compares what console.log prints, unquoted", async () => {
    expect(Object.values(await page("```ts", "console.log(`33 (n = 3)`); // => 33 (n = 3)", "```"))).toEqual([
      "passed",
    ]);
    expect(Object.values(await page("```ts", "console.log(33); // => 34", "```"))).not.toEqual(["passed"]);
  });

  it("is left out with no-run, and in other languages", async () => {
    expect(await page("```ts no-run", "nothing()", "```", "```sh", "npm i", "```")).toEqual({});
  });

  it("fails when a claim follows no statement, or is no value, or the code does not parse", async () => {
    expect(Object.values(await page("```ts", "", "", "// => 1", "```"))[0]).toMatch(/follows no statement/);
    expect(Object.values(await page("```ts", "1 + 1; // => about 2", "```"))[0]).toMatch(/no expression/);
    expect(Object.values(await page("```ts", "const = 1;", "```"))[0]).toMatch(/does not parse/);
  });

  it("knows the line its code starts on", () => {
    expect(readExamples("a\n\n```ts\nx;\n```\n\n```ts\ny;\n```", "a.md").map((e) => e.line)).toEqual([4, 8]);
  });
});
