import { expect, it } from 'vitest';
import { withoutMouse } from '../../../src/tui/app/without-mouse.ts';
import { mouseOff, mouseOn } from '../../../src/tui/terminal/terminal-event.ts';

it('the mouse is off for another program and on again afterwards, also where that could not start', async () => {
  const written: string[] = [];
  const terminal = { write: (text: string) => written.push(text) };
  const work = async () => {
    written.push('work');
    throw new Error('no room for the file');
  };
  await expect(withoutMouse(terminal, true, work)).rejects.toThrow('no room');
  expect(written).toEqual([mouseOff, 'work', mouseOn]);
});
