import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Lowest layer first: a package may depend on packages of lower layers only. */
const layers = [['stats'], ['survey'], ['report']];
const level = new Map<string, number>(
  layers.flatMap((names, i) => names.map((name) => [`@cxkit/${name}`, i] as const)),
);
const root = new URL('../packages/', import.meta.url);

it.each(readdirSync(root))('%s depends on lower layers only', (folder) => {
  const manifest = JSON.parse(readFileSync(new URL(`${folder}/package.json`, root), 'utf8'));
  const own = level.get(manifest.name);
  expect(own, `${manifest.name} is in no layer`).toBeDefined();
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (name.startsWith('@cxkit/')) expect(level.get(name), `${manifest.name} -> ${name}`).toBeLessThan(own!);
  }
});
