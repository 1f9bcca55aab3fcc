import { describe, expect, it } from 'vitest';
import { chooseProxy, placeOf } from '../../../src/cli/network/proxy-choice.ts';

const host = 'my-hub.azure-devices.net';
const proxy = 'http://proxy:8080';

describe('the proxy to a hub', () => {
  it.each([
    [{}, undefined],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTPS_PROXY: proxy }, 'HTTPS_PROXY'],
    [{ https_proxy: proxy }, 'https_proxy'],
    [{ ALL_PROXY: 'proxy:8080' }, 'ALL_PROXY'],
    [{ HTTP_PROXY: proxy }, undefined],
    [{ HTTPS_PROXY: proxy, NO_PROXY: '*' }, undefined],
    [{ HTTPS_PROXY: proxy, NO_PROXY: 'localhost, .azure-devices.net' }, undefined],
    [{ HTTPS_PROXY: proxy, no_proxy: 'AZURE-devices.net' }, undefined],
    [{ HTTPS_PROXY: proxy, NO_PROXY: 'my-hub.azure-devices.net:443' }, undefined],
    [{ HTTPS_PROXY: proxy, NO_PROXY: 'devices.net' }, 'HTTPS_PROXY'],
    [{ HTTPS_PROXY: proxy, NO_PROXY: 'other.azure-devices.net,' }, 'HTTPS_PROXY'],
  ])('with %j comes from %s', (environment, source) => {
    const choice = chooseProxy(host, environment);
    expect(choice?.source).toBe(source);
    if (choice) expect(placeOf(choice)).toBe(proxy);
  });

  it('is told without its password', () => {
    expect(placeOf(chooseProxy(host, { HTTPS_PROXY: 'https://me:secret@proxy:8080' })!)).toBe('https://proxy:8080');
  });

  it.each(['socks5://me:secret@proxy:1080', 'http://', 'http://me:secret@:x'])('%s is refused, and not told', text => {
    const act = () => chooseProxy(host, { HTTPS_PROXY: text });
    expect(act).toThrow(/HTTPS_PROXY is no URL of an HTTP proxy/);
    expect(act).not.toThrow(/secret/);
  });
});
