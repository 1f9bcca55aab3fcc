#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { paintSkeleton } from './cli/skeleton.ts';
import { version } from './cli/version.ts';

// All before any other module is loaded, hence the late import: React picks its build when it is loaded, chalk its
// colours. NODE_ENV is assigned in a way that the bundler, which knows it, leaves alone.
if (!('NODE_ENV' in process.env)) Object.assign(process.env, { NODE_ENV: 'production' });
if (process.env.NO_COLOR && process.env.FORCE_COLOR === undefined) process.env.FORCE_COLOR = '0';
process.noDeprecation = true;

const parameters = process.argv.slice(2);
if (parameters.length === 1 && ['--version', '-V'].includes(parameters[0]!)) printVersion();
else {
  if (parameters.length === 0) paintSkeleton();
  void import('./cli/run.ts').then(({ run }) => run(parameters));
}

/** Without the stream, whose modules alone take a tenth of this start. */
function printVersion(): void {
  try {
    writeSync(1, `${version()}\n`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // Nobody reads any more.
    if (code === 'EPIPE') return;
    process.stderr.write(`twin-tui: stdout cannot be written: ${message}\n`);
    process.exitCode = 1;
  }
}
