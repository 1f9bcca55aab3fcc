import { expect, it } from 'vitest';
import { dark, light, themeFor } from '../../src/tui/theme.ts';

it.each([
  [{}, 'dark'],
  [{ COLORFGBG: '0;15' }, 'light'],
  [{ COLORFGBG: '15;default;0' }, 'dark'],
  [{ COLORFGBG: '0;15', TWIN_TUI_THEME: 'dark' }, 'dark'],
] as const)('%j means the %s theme', (environment, name) => {
  expect(themeFor(environment).name).toBe(name);
});

it('on a light ground there is no yellow and nothing bright, and both themes know the same tones', () => {
  expect(Object.keys(light.tones).sort()).toEqual(Object.keys(dark.tones).sort());
  for (const { color = '' } of Object.values(light.tones)) expect(color).not.toMatch(/yellow|Bright|white/);
});
