import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const files = ['src', 'bench', 'docs', 'test'].flatMap(sources);
const texts = new Map(files.map(file => [file, readFileSync(file, 'utf8')]));
/** The texts of the files that name a file in an import of any kind. */
const importers = new Map<string, string[]>();
for (const [file, text] of texts) {
  for (const [, specifier] of text.matchAll(/'(\.{1,2}\/[^']+\.tsx?)'/g)) {
    const target = resolve(dirname(file), specifier!);
    importers.set(target, [...(importers.get(target) ?? []), text]);
  }
}

function sources(folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter(name => /\.(tsx?|mjs)$/.test(name)).map(name => join(root, folder, name));
}

/** Types are left out: one that a signature names may be exported for its readers alone. */
function exportedValues(text: string): readonly string[] {
  const declaration = /^export (?:async )?(?:function\*?|const|let|(?:abstract )?class) (\w+)/gm;
  return [...text.matchAll(declaration)].map(([, name]) => name!);
}

it('every exported value is imported by another file: what nobody else needs is not exported', () => {
  // The bundler puts these files in the place of others that are imported.
  const own = [...texts].filter(([file]) => file.startsWith(join(root, 'src/')) && !file.includes('/src/cli/bundle/'));
  expect(own.length).toBeGreaterThan(100);
  const unused = own.flatMap(([file, text]) =>
    exportedValues(text)
      .filter(name => !importers.get(file)?.some(importer => new RegExp(`\\b${name}\\b`).test(importer)))
      .map(name => `${file.slice(root.length + 1)}: ${name}`),
  );
  expect(unused).toEqual([]);
});
