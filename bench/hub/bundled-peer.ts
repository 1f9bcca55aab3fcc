import { join } from 'node:path';
import { build } from 'esbuild';

let bundling: Promise<string> | undefined;

/**
 * The file of `peer-process.ts` as the program is shipped: bundled. What tsx loads gives each named closure its name by
 * a call when it is made, which the program does not pay for.
 */
export function bundledPeer(): Promise<string> {
  bundling ??= bundle();
  return bundling;
}

async function bundle(): Promise<string> {
  const root = join(import.meta.dirname, '..', '..');
  // Where Node finds the packages that stay outside.
  const outfile = join(root, 'node_modules', '.cache', 'twin-tui-bench', 'peer.mjs');
  const entryPoints = [join(import.meta.dirname, 'peer-process.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  return outfile;
}
