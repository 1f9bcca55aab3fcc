import type { Key as InkKey } from 'ink';
import { describe, expect, it } from 'vitest';
import { isPasted, keysOf } from '../../../src/tui/keys/key.ts';

const none = {} as InkKey;
const names = (input: string, key: Partial<InkKey> = {}) => keysOf(input, { ...none, ...key }).map(({ name }) => name);

describe('one chunk of input as keys', () => {
  it('letters and Enter that come together are keys one by one', () => {
    expect(names('ls\r')).toEqual(['l', 's', 'enter']);
  });
  it('several tabs are several tabs', () => {
    expect(names('\t\t')).toEqual(['tab', 'tab']);
  });
  it('a character of several code points is one key', () => {
    expect(names('👩‍👧日')).toEqual(['👩‍👧', '日']);
  });
  it('other control characters are keys, not text', () => {
    expect(names('a\u0007b\u007f\u001d')).toEqual(['a', 'ctrl+g', 'b', 'backspace']);
  });
  it('Enter types nothing', () => {
    expect(keysOf('\r', { ...none, return: true })).toEqual([{ name: 'enter', text: undefined }]);
  });
  it('a space types a space', () => {
    expect(keysOf(' ', none)).toEqual([{ name: 'space', text: ' ' }]);
  });
  it.each([
    ['', { escape: true, meta: true }, 'esc'],
    ['', { tab: true, shift: true }, 'shift+tab'],
    ['', { leftArrow: true, ctrl: true }, 'ctrl+left'],
    ['w', { ctrl: true }, 'ctrl+w'],
    ['b', { meta: true }, 'alt+b'],
    ['\r', { return: true, meta: true }, 'alt+enter'],
  ] as const)('%j with %j is %s', (input, key, name) => {
    expect(names(input, key)).toEqual([name]);
  });
});

describe('a text that was pasted without a word', () => {
  it.each([
    'SELECT *\rFROM devices',
    'SELECT *\r\nFROM devices\r',
    'where\n\n  tags.a = 1',
  ])('is told from keys: %j', text => {
    expect(isPasted(text)).toBe(true);
  });
  it.each([
    'ls\r',
    'SELECT * FROM devices\r',
    '\rq',
    'tags.a = 1\r\r',
    'abcd\rx',
    'abcd\u001b\refgh',
  ])('is not seen in keys that came together: %j', text => {
    expect(isPasted(text)).toBe(false);
  });
});
