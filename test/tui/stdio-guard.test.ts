import { expect, it, onTestFinished } from 'vitest';
import { StdioGuard } from '../../src/tui/stdio-guard.ts';

it('what libraries write while the screen is up is kept and told, not shown', () => {
  const real = { stdout: process.stdout.write, stderr: process.stderr.write };
  const guard = new StdioGuard();
  onTestFinished(() => void guard.stop());
  guard.start();
  process.stderr.write('a warning\n');
  const told: string[] = [];
  guard.onWritten(text => told.push(text));
  let isDone = false;
  process.stdout.write(Buffer.from('a line\n'), () => {
    isDone = true;
  });
  expect(guard.stop()).toEqual(['a warning\n', 'a line\n']);
  expect(told).toEqual(['a warning\n', 'a line\n']);
  expect(isDone).toBe(true);
  expect(process.stdout.write).toBe(real.stdout);
  expect(process.stderr.write).toBe(real.stderr);
});

it('Ink still reaches the terminal, with its size and its events', () => {
  const shown: unknown[] = [];
  const real = process.stdout.write;
  process.stdout.write = (chunk: unknown) => shown.push(chunk) > 0;
  onTestFinished(() => {
    process.stdout.write = real;
  });
  const guard = new StdioGuard();
  guard.start();
  guard.screen.write('a frame');
  const before = process.stdout.listenerCount('resize');
  const listener = () => {};
  guard.screen.on('resize', listener);
  expect(process.stdout.listenerCount('resize')).toBe(before + 1);
  guard.screen.off('resize', listener);
  expect(process.stdout.listenerCount('resize')).toBe(before);
  expect(guard.stop()).toEqual([]);
  expect(shown).toEqual(['a frame']);
  expect(guard.screen.columns).toBe(process.stdout.columns);
});
