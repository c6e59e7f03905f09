import path from 'node:path';
import { type Plugin, transformWithOxc } from 'vite';

/**
 * Loads `file?examples` as a module of tests: one test for each ```ts block of a Markdown file or of a
 * TSDoc comment.
 *
 * In a block, `expression; // => value` asserts that the expression equals the value, for
 * `const name = expression; // => value` too. A block that starts with ```ts no-run is left out.
 */
export function docExamples(): Plugin {
  return {
    name: 'cxkit:doc-examples',
    enforce: 'pre',
    async transform(code, id) {
      if (!id.endsWith('?examples')) return null;
      const file = id.slice(0, -'?examples'.length);
      const tests = toTests(
        path.relative(path.dirname(import.meta.dirname), file),
        file.endsWith('.md') ? code : comments(code),
      );
      const { code: js } = await transformWithOxc(tests, `${file}.ts`);
      return { code: js, map: null };
    },
  };
}

/** The TSDoc comments of a source file, every other line blanked so that line numbers stay. */
export function comments(code: string): string {
  let inside = false;
  return code
    .split('\n')
    .map((line) => {
      if (/^\s*\/\*\*/.test(line)) inside = true;
      const text = inside ? line.replace(/^\s*(?:\/\*\*|\*(?!\/)) ?/, '') : '';
      if (line.includes('*/')) inside = false;
      return text;
    })
    .join('\n');
}

const fence = /^([ \t]*)```(?:ts|typescript|js|javascript)\b([^\n]*)\n([\s\S]*?)^\1```/gm;

/** Source text of a module with one test a block. */
export function toTests(file: string, markdown: string): string {
  const imports = new Set<string>();
  const tests: string[] = [];
  for (const match of markdown.matchAll(fence)) {
    const [, , info = '', block = ''] = match;
    if (/\bno-run\b/.test(info)) continue;
    const line = markdown.slice(0, match.index).split('\n').length;
    const body = block
      .replace(/^[ \t]*import\s[\s\S]*?from\s+['"][^'"]+['"];?[ \t]*$/gm, (statement) => {
        imports.add(statement.trim());
        return statement.replace(/[^\n]/g, '');
      })
      .replace(/^([^\n]*?);?[ \t]*\/\/ => ([^\n]+)$/gm, (_, code: string, value: string) => {
        const name = /^\s*(?:const|let)\s+([\w$]+)/.exec(code)?.[1];
        return name
          ? `${code}; __expect(${name}).toEqual(${value});`
          : `__expect(${code}).toEqual(${value});`;
      });
    tests.push(`__test('line ${line}', async () => {\n${body}\n});`);
  }
  if (tests.length === 0) return 'export {};';
  return [
    `import { describe as __describe, expect as __expect, test as __test } from 'vitest';`,
    ...imports,
    `__describe(${JSON.stringify(file)}, () => {`,
    ...tests,
    '});',
  ].join('\n');
}
