import { existsSync } from "node:fs";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { docExamples } from "./packages/house/doc-examples.ts";
import { sourceAliases } from "./packages/house/source-aliases.ts";

// Tests read the sources of the packages (condition `@cxkit/source`), so nothing has to be built first.
const sources = {
  resolve: { conditions: ["@cxkit/source", "module", "browser", "development|production"] },
  ssr: { resolve: { conditions: ["@cxkit/source", "module", "node", "development|production"] } },
};
const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const docs = "packages/house/doc-examples.docs.ts";

export default defineConfig({
  cacheDir: ".cache/vite",
  test: {
    isolate: false,
    // A busy machine is no failure: only what hangs runs into this.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", "./packages/house/closing-line-reporter.ts"],
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**"],
      reporter: ["text-summary", "html"],
      thresholds: { lines: 80 },
    },
    projects: [
      {
        ...sources,
        extends: true,
        test: {
          name: "unit",
          include: [
            "packages/*/src/**/*.test.ts",
            "packages/host/crash/*.test.ts",
            "packages/house/**/*.test.ts",
          ],
          setupFiles: ["packages/house/fixed-seed.ts"],
        },
      },
      {
        ...sources,
        extends: true,
        plugins: [docExamples()],
        // READMEs and guides name every package by its public name, which the root does not depend on.
        resolve: { ...sources.resolve, alias: sourceAliases() },
        test: { name: "docs", include: [docs] },
      },
      // Browser tests run wherever a Chromium is found (CI installs Debian's).
      ...(existsSync(chromium)
        ? [
            {
              ...sources,
              extends: true as const,
              // Vite warns about an import in a file of vitest's own.
              logLevel: "error" as const,
              test: {
                name: "browser",
                include: ["packages/*/src/**/*.browser.ts"],
                browser: {
                  enabled: true,
                  headless: true,
                  screenshotFailures: false,
                  provider: playwright({
                    launchOptions: {
                      executablePath: chromium,
                      args: [
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                      ],
                    },
                  }),
                  instances: [{ browser: "chromium" as const }],
                },
              },
            },
          ]
        : []),
    ],
  },
});
