import { expect, it } from 'vitest';
import { withoutModes } from '../../../src/tui/app/without-modes.ts';
import { mouseMode, noWrapMode } from '../../../src/tui/terminal/terminal-modes.ts';

it('modes are off for another program and on again afterwards, also where that could not start', async () => {
  const written: string[] = [];
  const terminal = { write: (text: string) => written.push(text) };
  const work = async () => {
    written.push('work');
    throw new Error('no room for the file');
  };
  await expect(withoutModes(terminal, [noWrapMode, mouseMode], work)).rejects.toThrow('no room');
  expect(written).toEqual([noWrapMode.end, mouseMode.end, 'work', noWrapMode.begin, mouseMode.begin]);
});
