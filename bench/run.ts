import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run bench -- <name> [arguments]` runs bench/<name>.ts, which exports `run(args)`. Every bench prints its
 * figures beside a named baseline measured in the same run; absolute numbers wander, ratios hold.
 */
const [name, ...args] = process.argv.slice(2);
const file = name === undefined ? undefined : join(import.meta.dirname, `${name}.ts`);
if (file === undefined || name === 'run' || !existsSync(file)) {
  const names = readdirSync(import.meta.dirname).filter(entry => /^[a-z-]+\.ts$/.test(entry) && entry !== 'run.ts');
  console.error(
    `Expected the name of a bench, found ${name ?? 'none'}. There are: ${names.map(entry => entry.slice(0, -3)).join(', ')}.`,
  );
  process.exit(2);
}
// In Node 20 this variable doubles the start of every child process and would flatter all ratios.
delete process.env.NODE_EXTRA_CA_CERTS;
const bench = (await import(file)) as { run(args: readonly string[]): Promise<void> };
await bench.run(args);
