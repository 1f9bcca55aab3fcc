import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const files = ['public', 'public-types'] as const;

/** Writes the declarations of `twin-tui/hub`. Throws when they name a file that the package does not have. */
export function writeTypes(output: string): void {
  const scratch = mkdtempSync(join(tmpdir(), 'twin-tui-types-'));
  try {
    const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', scratch];
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [compiler, '-p', join(import.meta.dirname, 'hub-types.json'), ...options], {
      stdio: 'inherit',
    });
    for (const name of files) {
      const source = join(scratch, `hub/${name}.d.ts`);
      const text = readFileSync(source, 'utf8');
      const imports = [...text.matchAll(/from '\.\/(.*?)\.(?:js|ts)'/g)].map(match => match[1]!);
      const foreign = imports.find(imported => imported !== 'public-types');
      if (foreign !== undefined) throw new Error(`${name}.ts exposes ${foreign}.ts, which is not published`);
      const target = join(output, name === 'public' ? 'hub.d.cts' : `${name}.d.cts`);
      writeFileSync(target, text.replaceAll(/'(\.\/[\w-]+)\.ts'/g, "'$1.cjs'"));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
