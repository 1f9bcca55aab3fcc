import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { operationTable } from '../src/hub/operations/operation-table.ts';
import { credentials } from './hub/access/credentials.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly devDependencies: { readonly [name: string]: string };
};

describe('the README', () => {
  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter(path => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names source folders and files that exist', () => {
    const paths = [...readme.matchAll(/`(src\/[\w./-]+)`/g)].map(([, path]) => path!);
    expect(paths.length).toBeGreaterThan(15);
    expect(paths.filter(path => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names benches that exist', () => {
    const table = readme.slice(readme.indexOf('| bench |'), readme.indexOf('## Security'));
    const names = [...table.matchAll(/^\| (.+?) \|/gm)]
      .flatMap(([, cell]) => [...cell!.matchAll(/`([a-z-]+)/g)])
      .map(([, name]) => name!);
    expect(names).toContain('query');
    expect(names.filter(name => !existsSync(join(root, 'bench', `${name}.ts`)))).toEqual([]);
  });

  it.each(['vitest-example.mjs', 'node-test-example.mjs', 'github-actions.yml'])('has %s as the tests run it', name => {
    const example = readFileSync(join(root, 'test/examples', name), 'utf8').trim();
    const blocks = [...readme.matchAll(/^```(?:js|yaml)\n(.*?)\n```$/gms)].map(([, text]) => text);
    expect(blocks).toContain(example);
  });

  it('counts what the table of credentials tries', () => {
    expect(readme).toContain(`${operationTable.length} operations × ${credentials.length} credentials`);
  });

  it('gives every package its reason', () => {
    const section = readme.slice(readme.indexOf('## Packages'), readme.indexOf('## Contributing'));
    const unnamed = Object.keys(manifest.devDependencies).filter(
      name => !name.startsWith('@types/') && !section.includes(`\`${name}\``),
    );
    expect(unnamed).toEqual([]);
  });
});
