import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TerminalEvent } from '../../../src/tui/terminal/terminal-event.ts';
import { TerminalInput } from '../../../src/tui/terminal/terminal-input.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A terminal without a terminal: what is typed, what Ink would read, and the modes asked for. */
function terminal() {
  const modes: boolean[] = [];
  const source = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => void modes.push(isRaw),
    ref: () => {},
    unref: () => {},
  });
  const input = new TerminalInput(source as unknown as ReadStream);
  input.setEncoding('utf8');
  const events: TerminalEvent[] = [];
  input.onEvent(event => events.push(event));
  const type = async (text: string | Buffer) => {
    source.write(text);
    await vi.advanceTimersByTimeAsync(0);
    return (input.read() as string | null) ?? '';
  };
  return { source, input, events, modes, type };
}

it('keys come as they are, at once, and events beside them', async () => {
  const { input, events, type } = terminal();
  input.setRawMode(true);
  expect(await type('ab\u001b')).toBe('ab\u001b');
  expect(await type('\u001b[<0;3;4Mx\u001bOP')).toBe('x');
  expect(events).toEqual([
    { kind: 'mouse', act: 'click', column: 2, row: 3 },
    { kind: 'key', name: 'f1' },
  ]);
});

it('a character whose bytes come in two chunks is whole', async () => {
  const { input, type } = terminal();
  input.setRawMode(true);
  const bytes = Buffer.from('é漢');
  expect(await type(bytes.subarray(0, 3))).toBe('é');
  expect(await type(bytes.subarray(3))).toBe('漢');
});

it('Alt+] is a key after a moment, though answers begin like it', async () => {
  const { input, type } = terminal();
  input.setRawMode(true);
  expect(await type('\u001b]')).toBe('');
  await vi.advanceTimersByTimeAsync(40);
  expect(input.read()).toBe('\u001b]');
});

it('an Esc waits only while an answer is expected', async () => {
  const { input, events, type } = terminal();
  input.setRawMode(true);
  input.awaitAnswer(true);
  expect(await type('\u001b')).toBe('');
  expect(await type(']11;rgb:ffff/ffff/ffff\u0007')).toBe('');
  expect(events).toEqual([{ kind: 'background', isLight: true }]);
  expect(await type('\u001b')).toBe('');
  await vi.advanceTimersByTimeAsync(40);
  expect(input.read()).toBe('\u001b');
});

it('while Ink does not read, an editor gets the keys', async () => {
  const { input, source, modes, type } = terminal();
  input.setRawMode(true);
  input.setRawMode(false);
  expect([source.isPaused(), modes]).toEqual([true, [true, false]]);
  source.write('for the editor');
  await vi.advanceTimersByTimeAsync(0);
  expect([source.readableLength, input.readableLength]).toEqual([14, 0]);
  source.read();
  input.setRawMode(true);
  expect(await type('back')).toBe('back');
});
