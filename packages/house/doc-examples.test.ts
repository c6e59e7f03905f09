// Every TypeScript block of the READMEs, the guides and the TSDoc comments is run as a test.
import.meta.glob(
  ['../README.md', '../packages/*/README.md', '../packages/*/src/**/*.ts', '../docs/guide/**/*.md'],
  { query: '?examples', eager: true },
);
