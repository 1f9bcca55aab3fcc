import { describe, expect, it } from 'vitest';
import { hostOf } from '../../src/hub/host-name.ts';

describe('the host of an authority', () => {
  it.each([
    ['localhost', 'localhost'],
    ['My-Hub.azure-devices.net', 'my-hub.azure-devices.net'],
    ['localhost:8883', 'localhost'],
    ['127.0.0.1:443', '127.0.0.1'],
    ['[::1]', '::1'],
    ['[::1]:8883', '::1'],
    ['[FE80::1]:443', 'fe80::1'],
    ['::1', '::1'],
    ['localhost:port', 'localhost:port'],
    ['', ''],
  ])('%s is %s', (authority, host) => {
    expect(hostOf(authority)).toBe(host);
  });
});
