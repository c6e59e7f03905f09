import { existsSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { docExamples } from './tools/doc-examples.ts';

// Tests read the sources of the packages (condition `@cxkit/source`), so nothing has to be built first.
const sources = {
  resolve: { conditions: ['@cxkit/source', 'module', 'browser', 'development|production'] },
  ssr: { resolve: { conditions: ['@cxkit/source', 'module', 'node', 'development|production'] } },
};
const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export default defineConfig({
  test: {
    isolate: false,
    reporters: ['default', './tools/closing-line-reporter.ts'],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**'],
      reporter: ['text-summary', 'html'],
      thresholds: { lines: 80 },
    },
    projects: [
      {
        ...sources,
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['tools/doc-examples.test.ts'],
        },
      },
      {
        ...sources,
        extends: true,
        plugins: [docExamples()],
        // The READMEs name every package, which the root does not depend on.
        resolve: {
          ...sources.resolve,
          alias: [
            { find: /^@cxkit\/([^/]+)$/, replacement: `${import.meta.dirname}/packages/$1/src/index.ts` },
          ],
        },
        test: { name: 'docs', include: ['tools/doc-examples.test.ts'], benchmark: { include: [] } },
      },
      // Browser tests run wherever a Chromium is found (CI installs Debian's).
      ...(existsSync(chromium)
        ? [
            {
              ...sources,
              extends: true as const,
              test: {
                name: 'browser',
                include: ['packages/*/test/**/*.browser.ts'],
                benchmark: { include: [] },
                browser: {
                  enabled: true,
                  headless: true,
                  screenshotFailures: false,
                  provider: playwright({
                    launchOptions: {
                      executablePath: chromium,
                      args: [
                        '--no-sandbox',
                        '--disable-gpu',
                        '--disable-quic',
                        '--no-first-run',
                        '--disable-background-networking',
                        '--disable-component-update',
                        '--disable-sync',
                      ],
                    },
                  }),
                  instances: [{ browser: 'chromium' as const }],
                },
              },
            },
          ]
        : []),
    ],
  },
});
