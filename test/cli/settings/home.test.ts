import { userInfo } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { defaultDataDirectory } from '../../../src/cli/settings/data-directory.ts';
import { homeDirectory } from '../../../src/cli/settings/home.ts';

const unknown = () => {
  throw new Error('uv_os_homedir returned ENOENT');
};

describe('the home directory', () => {
  it.skipIf(process.platform === 'win32')('is that of the list of users where HOME is empty', () => {
    vi.stubEnv('HOME', '');
    expect(homeDirectory()).toBe(userInfo().homedir);
    expect(defaultDataDirectory({}, 'linux')).toBe(`${userInfo().homedir}/.local/share/twin-tui`);
    vi.unstubAllEnvs();
  });

  it('is one that does not exist where a container knows of none', () => {
    expect(homeDirectory([unknown, unknown])).toBe('/nonexistent');
    expect(homeDirectory([unknown, () => ''])).toBe('/nonexistent');
  });
});
