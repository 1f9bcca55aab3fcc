import { describe, expect, it } from 'vitest';
import { settingsPath } from '../../../src/cli/settings/settings-path.ts';

describe.skipIf(process.platform === 'win32')('the settings file', () => {
  it.each([
    ['linux', {}, '/home/me/.config/twin-tui/config.json'],
    ['linux', { XDG_CONFIG_HOME: '/xdg' }, '/xdg/twin-tui/config.json'],
    ['darwin', { XDG_CONFIG_HOME: '/xdg' }, '/home/me/Library/Application Support/twin-tui/config.json'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/twin-tui/config.json'],
    ['win32', {}, '/home/me/AppData/Roaming/twin-tui/config.json'],
    ['linux', { TWIN_TUI_CONFIG: '/mine.json', XDG_CONFIG_HOME: '/xdg' }, '/mine.json'],
  ] as const)('is where %s wants it, with %j', (platform, environment, path) => {
    expect(settingsPath(environment, platform, '/home/me')).toBe(path);
  });
});
