import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { areaIds, areaOf, referenceFolder, referenceOf } from "./area.ts";
import { madeUp, projectTree, root } from "../tree.ts";
import { compareCase, compareValues, none, together } from "./compare.ts";
import { offered, proofOf } from "./proofs.ts";
import { shown, sourcesFile, witnesses, witnessesPage } from "./witnesses-page.ts";

describe.each(areaIds())("reference values of %s", (id) => {
  it("agree within their tolerance, every one", async ({ task }) => {
    const { functions, title } = await areaOf(id);
    const { cases } = referenceOf(id);
    const compared = cases
      .flatMap((one) => {
        const witnessed = functions[one.fn];
        return witnessed ? [compareCase(witnessed, one)] : [];
      })
      .reduce(together, none);
    task.meta.validation = { title, cases: cases.length, largest: compared.largest };
    expect(compared.failures).toEqual([]);
  });

  it("are all used, have a script that makes each again, and a source for each method", async () => {
    const { functions, script } = await areaOf(id);
    const { cases, versions } = referenceOf(id);
    const made = readFileSync(path.join(referenceFolder, script), "utf8");
    const sources = readFileSync(path.join(import.meta.dirname, `sources/${id}.bib`), "utf8");
    const asked = new Set(cases.map(({ fn }) => fn));
    expect(versions).not.toBe("");
    expect([...asked].filter((fn) => !functions[fn])).toEqual([]);
    expect(Object.keys(functions).filter((fn) => !asked.has(fn))).toEqual([]);
    expect([...asked].filter((fn) => !new RegExp(String.raw`\b${fn}\b`).test(made))).toEqual([]);
    expect(
      Object.values(functions)
        .map(({ source }) => source)
        .filter((key) => !sources.includes(`{${key},`)),
    ).toEqual([]);
    expect(new Set(cases.map((one) => one.id)).size).toBe(cases.length);
  });

  it("are checked with functions that users can import", async () => {
    const { functions, also = {} } = await areaOf(id);
    const text = readFileSync(path.join(import.meta.dirname, `areas/${id}.ts`), "utf8");
    const used = text
      .replaceAll(/^import \{[\s\S]*?\} from .*$/gm, "")
      .replace(/^ {2}also: \{[\s\S]*?^ {2}\},$/m, "");
    expect(Object.keys(also).filter((fn) => !functions[fn])).toEqual([]);
    for (const [fn, { name, from }] of Object.entries(functions)) {
      const found = (await import(from)) as Record<string, unknown>;
      expect(typeof found[name], `${name} from ${from}`).toBe("function");
      for (const other of also[fn] ?? []) {
        expect(found[other], `${other} from ${from}`).toBeDefined();
        expect(used, `${other} is called for ${fn}`).toMatch(new RegExp(String.raw`\b${other}\b`));
      }
    }
  });
});

describe("the page of witnesses", () => {
  const written = (file: string) => readFileSync(path.join(root, file), "utf8");
  const withoutBounds = (page: string) => page.replaceAll(/\| (?:0|1e-?\d+) \|/g, "| |");

  it("lists every function, its cases, versions and source, and bounds that hold", async () => {
    const all = await witnesses();
    const page = written("docs/validation/witnesses.md");
    expect(withoutBounds(page)).toBe(withoutBounds(witnessesPage(all)));
    for (const { area, fn, names, from, largest } of all) {
      const chapter = page.slice(page.indexOf(`\n## ${area.title}\n`));
      const row = chapter
        .split("\n")
        .find((line) => line.startsWith(`| ${shown({ names, from })} | ${fn} |`));
      const printed = Number(row?.split("|")[4]);
      // Another processor may round the last bit of a logarithm differently.
      expect(largest, row).toBeLessThanOrEqual(10 * printed + 1e-15);
    }
  });

  it("says of every function that no case names what proves it instead", async () => {
    const tree = projectTree();
    const credited = new Set((await witnesses()).flatMap(({ names }) => names));
    const rest = offered(tree).filter(({ name }) => !credited.has(name));
    expect(rest.filter((one) => proofOf(tree, one) === "nothing")).toEqual([]);
    const made = madeUp({
      "packages/stats/src/a.test.ts":
        'import { a, b, c, d } from "./a.ts";\n\n// Witness: R 4.2.2\ndescribe("a", () => {\n  expect(a());\n});\n\ndescribe("b", () => {\n  fc.assert(b());\n});\nit("c", () => {\n  expect(c());\n});\n',
    });
    const kinds = ["a", "b", "c", "d"].map((name) => proofOf(made, { name, folder: "stats" }));
    expect(kinds).toEqual(["values", "laws", "examples", "nothing"]);
  });

  it("has the BibTeX entry of every source", () => {
    expect(written("docs/public/methods.bib")).toBe(sourcesFile());
  });
});

describe("a comparison with reference values", () => {
  const rule = { tolerance: 1e-9, floor: 1e-12 };

  it("finds a number that is off, a part that is missing, and one too many", () => {
    expect(compareValues("x", { a: 1 }, { a: 1 + 1e-8 }, rule).failures).toHaveLength(1);
    expect(compareValues("x", {}, { a: 1 }, rule).failures).toHaveLength(1);
    expect(compareValues("x", [1, 2], [1], rule).failures).toHaveLength(1);
    expect(compareValues("x", NaN, 1, rule).failures).toHaveLength(1);
    expect(compareValues("x", 1, "NaN", rule).failures).toHaveLength(1);
    expect(compareValues("x", null, 0.5, rule).failures).toHaveLength(1);
  });

  it("says the largest relative difference of those that agree", () => {
    const { failures, largest, numbers } = compareValues("x", [1, 2 + 2e-10], [1, 2], rule);
    expect([failures, numbers]).toEqual([[], 2]);
    expect(largest).toBeCloseTo(1e-10, 15);
  });

  it("takes what is about 0 for 0, unless only the relative difference counts", () => {
    expect(compareValues("x", 1e-13, 0, rule).failures).toEqual([]);
    expect(compareValues("x", 1e-300, 2e-300, { ...rule, floor: 0 }).failures).toHaveLength(1);
  });

  it("reads published figures to their printed digits", () => {
    const printed = { ...rule, printed: 0.005 };
    expect(compareValues("x", 0.1249, 0.12, printed).failures).toEqual([]);
    expect(compareValues("x", 0.1251, 0.12, printed).failures).toHaveLength(1);
  });
});

declare module "vitest" {
  interface TaskMeta {
    validation?: { title: string; cases: number; largest: number };
  }
}
