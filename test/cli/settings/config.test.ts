import { describe, expect, it } from 'vitest';
import { type ConnectionFlags, resolveConfig } from '../../../src/cli/settings/config.ts';
import { AppError } from '../../../src/lib/errors.ts';

const key = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
const service = (host: string) => `HostName=${host};SharedAccessKeyName=owner;SharedAccessKey=${key}`;
const device = (id: string) => `HostName=h;DeviceId=${id};SharedAccessKey=${key}`;

function hostOf(flags: ConnectionFlags, environment = {}, dotEnv = {}): string {
  const { hub } = resolveConfig(flags, environment, dotEnv);
  return hub.kind === 'local' ? 'local' : (hub.service?.hostName ?? 'none');
}

function failure(flags: ConnectionFlags, environment = {}): AppError {
  try {
    resolveConfig(flags, environment, {});
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('expected an AppError');
}

describe('the hub that is chosen', () => {
  const flag = { connectionString: service('flag') };
  const environment = { IOTHUB_CONNECTION_STRING: service('environment') };
  const dotEnv = { IOTHUB_CONNECTION_STRING: service('dotenv') };

  it('is the local one when nothing is said', () => {
    expect(hostOf({})).toBe('local');
  });

  it('is told by flag, then environment, then .env', () => {
    expect(hostOf(flag, environment, dotEnv)).toBe('flag');
    expect(hostOf({}, environment, dotEnv)).toBe('environment');
    expect(hostOf({}, {}, dotEnv)).toBe('dotenv');
  });

  it('is the local one with --local, whatever the environment says', () => {
    expect(hostOf({ local: true }, environment, dotEnv)).toBe('local');
  });

  it.each<[string, ConnectionFlags]>([
    ['--ephemeral', { ephemeral: true }],
    ['--data-dir', { dataDir: '/tmp/mine' }],
  ])('is the local one with %s, which has a meaning for no other', (source, flags) => {
    const { hub, origins } = resolveConfig(flags, environment, dotEnv);
    expect(hub).toEqual({ kind: 'local', dataDir: flags.dataDir, ephemeral: flags.ephemeral ?? false });
    expect(origins[0]).toMatchObject({ name: 'hub', source });
  });

  it('is not told by an empty variable', () => {
    expect(hostOf({}, { IOTHUB_CONNECTION_STRING: '' }, dotEnv)).toBe('dotenv');
  });

  it('may be known by a device string only, which names the device', () => {
    const config = resolveConfig({}, { IOTHUB_DEVICE_CONNECTION_STRING: device('dev7') }, {});
    expect(config.deviceId).toBe('dev7');
    expect(hostOf({}, { IOTHUB_DEVICE_CONNECTION_STRING: device('dev7') })).toBe('none');
  });
});

describe('options that cannot be', () => {
  it.each<[string, ConnectionFlags, object, number]>([
    ['an empty --connection-string', { connectionString: '' }, {}, 3],
    ['--local with --connection-string', { local: true, connectionString: service('h') }, {}, 2],
    ['--ephemeral with --data-dir', { ephemeral: true, dataDir: '/x' }, {}, 2],
    ['--ephemeral with --connection-string', { ephemeral: true, connectionString: service('h') }, {}, 2],
    ['--data-dir with --connection-string', { dataDir: '/x', connectionString: service('h') }, {}, 2],
    ['--ephemeral with --hub', { ephemeral: true, hub: 'h', auth: 'login' }, {}, 2],
    ['--ephemeral with --auth', { ephemeral: true, auth: 'login' }, {}, 2],
    ['an unknown transport', { transport: 'amqp' }, {}, 2],
    ['another --device than the only known one', { device: 'a' }, { IOTHUB_DEVICE_CONNECTION_STRING: device('b') }, 2],
    ['a device string where a service string is meant', { connectionString: device('a') }, {}, 3],
  ])('%s', (_name, flags, environment, exitCode) => {
    const error = failure(flags, environment);
    expect(error.exitCode).toBe(exitCode);
    expect(`${error.message}${error.hint}`).not.toContain(key);
  });
});
