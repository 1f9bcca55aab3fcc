import { expect, it } from 'vitest';
import { StdioGuard } from '../../src/tui/stdio-guard.ts';
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

it('what libraries write while the screen is up is kept, not shown', () => {
  const guard = new StdioGuard();
  const real = process.stderr.write;
  guard.start();
  process.stderr.write('a warning\n');
  expect(guard.stop()).toEqual(['a warning\n']);
  expect(process.stderr.write).toBe(real);
});
