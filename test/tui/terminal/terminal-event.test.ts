import { describe, expect, it } from 'vitest';
import { readEvents } from '../../../src/tui/terminal/terminal-event.ts';

const light = { kind: 'background', isLight: true };
const dark = { kind: 'background', isLight: false };
const f1 = { kind: 'key', name: 'f1' };
const mouse = (act: string, column: number, row: number) => ({ kind: 'mouse', act, column, row });

describe('what is no key', () => {
  it.each([
    ['\u001b]11;rgb:ffff/ffff/ffff\u001b\\', '', [light]],
    ['\u001b]11;rgb:fd/f6/e3\u0007', '', [light]],
    ['\u001b]11;rgb:0000/0000/0000\u0007', '', [dark]],
    ['\u001b]11;rgb:0000/2b2b/3636\u001b\\', '', [dark]],
    ['\u001b]11;rgba:ffff/ffff/ffff/ffff\u0007', '', [light]],
    ['j\u001b]11;rgb:f/f/f\u0007k', 'jk', [light]],
    // An answer without a colour is no key either.
    ['j\u001b]11;?\u001b\\k', 'jk', []],
    ['\u001b[<0;1;2M\u001b[<0;1;2m', '', [mouse('click', 0, 1)]],
    ['a\u001b[<64;120;36M\u001b[<65;7;8Mb', 'ab', [mouse('wheel-up', 119, 35), mouse('wheel-down', 6, 7)]],
    ['\u001b[<16;3;3M', '', [mouse('click', 2, 2)]],
    ['\u001b[<2;3;3M\u001b[<35;3;3M', '', []],
    ['\u001bOP', '', [f1]],
    ['\u001b[11~x\u001b[[A', 'x', [f1, f1]],
    ['j', 'j', []],
    ['\u001b', '\u001b', []],
    ['\u001b[A\u001b[1;5D\u001bx', '\u001b[A\u001b[1;5D\u001bx', []],
    ['\u001b[200~pasted\u001b[201~', '\u001b[200~pasted\u001b[201~', []],
  ])('%j leaves %j', (input, keys, events) => {
    expect(readEvents(input)).toEqual({ keys, events, rest: '' });
  });
});

describe('in pieces', () => {
  const answer = 'j\u001b]11;rgb:ffff/ffff/ffff\u001b\\k';
  it.each(
    Array.from({ length: answer.length - 1 }, (_, index) => index + 1),
  )('an answer that is cut after %i characters comes out whole', at => {
    const first = readEvents(answer.slice(0, at), true);
    const second = readEvents(first.rest + answer.slice(at), true);
    expect([...first.events, ...second.events]).toEqual([light]);
    expect(first.keys + second.keys + second.rest).toBe('jk');
  });

  it('what only begins like an answer and never ends does not grow', () => {
    const { rest, keys } = readEvents(`\u001b]11;${'x'.repeat(100)}`);
    expect([rest, keys.length]).toEqual(['', 105]);
  });
});
