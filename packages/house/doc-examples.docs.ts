import path from "node:path";
import { it } from "vitest";

// Every TypeScript block of the READMEs, the pages and the TSDoc comments is a test; see doc-examples.ts.
// `vitest run --project docs -t packages/stats` runs those of one folder.
const files = import.meta.glob(
  [
    "../../README*.md",
    "../*/README.md",
    "../../docs/**/*.md",
    "../*/src/**/*.ts",
    "!../../docs/api/**",
    "!../../docs/.vitepress/**",
    "!../*/src/**/*.test.ts",
    "!../*/src/**/*.browser.ts",
    "!../*/src/**/*.bench.ts",
    "!**/node_modules/**",
  ],
  { query: "?examples" },
);

for (const [file, load] of Object.entries(files)) {
  try {
    await load();
  } catch (error) {
    it(path.join("packages/house", file), () => {
      throw error;
    });
  }
}
