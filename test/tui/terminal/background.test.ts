import { expect, it } from 'vitest';
import { isLightAnswer } from '../../../src/tui/terminal/background.ts';

it.each([
  ['\u001b]11;rgb:ffff/ffff/ffff\u001b\\', true],
  ['\u001b]11;rgb:fd/f6/e3\u0007', true],
  ['\u001b]11;rgb:0000/0000/0000\u0007', false],
  ['\u001b]11;rgb:0000/2b2b/3636\u001b\\', false],
  ['\u001b]11;rgba:ffff/ffff/ffff/ffff\u0007', true],
  ['j\u001b]11;rgb:f/f/f\u0007k', true],
  ['j', undefined],
  ['\u001b]10;rgb:ffff/ffff/ffff\u0007', undefined],
  ['\u001b]11;?\u001b\\', undefined],
])('%j: light is %s', (input, isLight) => {
  expect(isLightAnswer(input)).toBe(isLight);
});
