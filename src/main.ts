#!/usr/bin/env node
import module from 'node:module';

// All before any other module is loaded, hence the late imports: React picks its build when it is loaded, chalk its
// colours. NODE_ENV is assigned in a way that the bundler, which knows it, leaves alone.
if (!('NODE_ENV' in process.env)) Object.assign(process.env, { NODE_ENV: 'production' });
if (process.env.NO_COLOR && process.env.FORCE_COLOR === undefined) process.env.FORCE_COLOR = '0';
process.noDeprecation = true;
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

const parameters = process.argv.slice(2);
if (parameters.length === 1 && ['--version', '-V'].includes(parameters[0]!)) {
  const { version } = await import('./cli/version.ts');
  process.stdout.write(`${version()}\n`);
} else {
  if (parameters.length === 0) {
    const { paintSkeleton } = await import('./cli/skeleton.ts');
    paintSkeleton();
  }
  const { run } = await import('./cli/run.ts');
  await run(parameters);
}
