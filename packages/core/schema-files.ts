import { mkdirSync, writeFileSync } from "node:fs";
import { jsonSchemas } from "./src/schema/index.ts";

// Writes `schemas/*.json`, which a test holds against the zod schemas. Run with `pnpm schemas` in this package.
const folder = new URL("schemas/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
