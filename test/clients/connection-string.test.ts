import { describe, expect, it } from 'vitest';
import { deviceString, parseDeviceString, parseServiceString } from '../../src/clients/connection-string.ts';
import { AppError } from '../../src/lib/errors.ts';

const key = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
const service = `HostName=my-hub.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey=${key}`;
const device = `HostName=my-hub.azure-devices.net;DeviceId=dev1;SharedAccessKey=${key}`;

function failure(act: () => unknown): AppError {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('expected a failure');
}

describe('a connection string', () => {
  it('gives the parts of a shared access policy', () => {
    expect(parseServiceString(service, 'a test')).toEqual({
      hostName: 'my-hub.azure-devices.net',
      keyName: 'iothubowner',
      key,
    });
  });

  it.each([
    ['in quotes', `"${service}"`],
    ['with blanks and a last semicolon', ` ${service.replaceAll(';', ' ; ')}; `],
    ['with names in other letters', service.replace('HostName', 'hostname')],
  ])('is read %s', (_name, text) => {
    expect(parseServiceString(text, 'a test').key).toBe(key);
  });

  it('gives the parts of a device, and the text that its SDK takes', () => {
    const parsed = parseDeviceString(`${device};GatewayHostName=127.0.0.1:18883`, 'a test');
    expect(parsed).toMatchObject({ deviceId: 'dev1', moduleId: undefined });
    expect(parsed.text).toBe(`${device};GatewayHostName=127.0.0.1:18883`);
  });

  it('of a module names the module', () => {
    const text = deviceString({ hostName: 'h' }, { deviceId: 'd', moduleId: 'm', key });
    expect(parseDeviceString(text, 'a test')).toMatchObject({ deviceId: 'd', moduleId: 'm' });
  });

  it.each([
    ['no HostName', 'SharedAccessKeyName=a;SharedAccessKey=b', 'has no HostName'],
    ['no key name', `HostName=h;SharedAccessKey=${key}`, 'has no SharedAccessKeyName'],
    ['no key', 'HostName=h;SharedAccessKeyName=a', 'has no SharedAccessKey'],
    ['an empty key', 'HostName=h;SharedAccessKeyName=a;SharedAccessKey=', 'has an empty SharedAccessKey'],
    ['nothing', '', 'is empty'],
    ['a device string', device, "is a device's own"],
    ['an Event Hubs string', 'Endpoint=sb://x/;SharedAccessKey=y', 'is an Event Hubs or Service Bus string'],
    ['a URL for a host', service.replace('my-hub', 'https://my-hub'), 'has a HostName that is no host name'],
    ['a part twice', `${service};HostName=other`, 'has HostName twice'],
  ])('with %s says so and exits 3', (_name, text, complaint) => {
    const error = failure(() => parseServiceString(text, '--connection-string'));
    expect(error.message).toContain(`from --connection-string ${complaint}`);
    expect(error.exitCode).toBe(3);
    expect(error.hint).toBeDefined();
  });

  it.each([
    ['cut short', key.slice(0, -3)],
    ['of another alphabet', `${key.slice(0, -4)}!!!=`],
    ['of too few bytes', Buffer.from('short').toString('base64')],
  ])('never shows a key %s', (_name, bad) => {
    const error = failure(() => parseServiceString(service.replace(key, bad), 'a test'));
    expect(error.message).toContain('bad SharedAccessKey');
    expect(`${error.message}${error.hint}`).not.toContain(bad.slice(0, 6));
  });

  it('does not quote a part that it does not know, for it may be a piece of the key', () => {
    const error = failure(() =>
      parseServiceString(service.replace('=;', ';').replace('SharedAccessKey=', ''), 'a test'),
    );
    expect(`${error.message}${error.hint}`).not.toContain(key.slice(0, 8));
  });

  it('of a service is refused where a device is meant', () => {
    expect(failure(() => parseDeviceString(service, 'a test')).message).toContain('is a service connection string');
  });
});
