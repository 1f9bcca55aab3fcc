#!/usr/bin/env node
import module from 'node:module';

// All before any other module is loaded, hence the late import: React picks its build when loaded, chalk its colours.
process.env.NODE_ENV ??= 'production';
if (process.env.NO_COLOR && process.env.FORCE_COLOR === undefined) process.env.FORCE_COLOR = '0';
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

const { run } = await import('./cli/run.ts');
await run(process.argv.slice(2));
