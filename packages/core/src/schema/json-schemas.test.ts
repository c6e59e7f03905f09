import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { jsonSchemas } from "./json-schemas.ts";

const folder = new URL("../../schemas/", import.meta.url);

it("the published files are those of the zod schemas (if not: `pnpm schemas` in packages/core)", () => {
  const files = readdirSync(folder).toSorted();
  expect(files).toEqual(
    Object.keys(jsonSchemas())
      .map((name) => `${name}.json`)
      .toSorted(),
  );
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    expect(JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"))).toEqual(schema);
  }
});

it("every document names itself and its dialect, and has a title", () => {
  for (const [name, { $id, $schema, title }] of Object.entries(jsonSchemas())) {
    expect($id).toBe(`https://cxkit.dev/schemas/${name}.json`);
    expect($schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(title).not.toBe("");
  }
});

it("every reference within a document leads somewhere", () => {
  for (const schema of Object.values(jsonSchemas())) {
    const definitions = Object.keys(schema["$defs"] ?? {}).map((name) => `#/$defs/${name}`);
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target);
    expect(["#", ...definitions]).toEqual(expect.arrayContaining(references));
  }
});
