import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConnectionFlags, resolveConfig } from '../../../src/cli/settings/config.ts';
import { readSettingsFile } from '../../../src/cli/settings/settings-file.ts';
import { AppError } from '../../../src/lib/errors.ts';
import { temporaryDirectory } from '../../helpers/cli.ts';

const key = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
const service = (host: string) => `HostName=${host};SharedAccessKeyName=owner;SharedAccessKey=${key}`;
const onPosix = process.platform !== 'win32';

type Files = {
  readonly config?: unknown;
  readonly text?: string;
  readonly mode?: number;
  readonly secretMode?: number;
};

/** A settings file, and beside it `key.txt` with a connection string. */
function settings({ config, text, mode = 0o600, secretMode = 0o600 }: Files): string {
  const folder = temporaryDirectory();
  const path = join(folder, 'config.json');
  writeFileSync(path, text ?? JSON.stringify(config));
  chmodSync(path, mode);
  writeFileSync(join(folder, 'key.txt'), `${service('from-file')}\n`);
  chmodSync(join(folder, 'key.txt'), secretMode);
  return path;
}

function resolve(path: string, flags: ConnectionFlags, environment = {}, dotEnv = {}) {
  const named = { TWIN_TUI_CONFIG: path, ...environment };
  return resolveConfig(flags, named, dotEnv, () => readSettingsFile(named));
}

function failure(act: () => unknown): AppError {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('expected an AppError');
}

const config = {
  default: 'bench',
  connections: {
    bench: { connectionString: { env: 'BENCH_HUB' }, device: 'bench-1', transport: 'mqtt-ws', readOnly: true },
    plant: { connectionString: { file: 'key.txt' } },
    literal: { connectionString: service('literal') },
    mine: { dataDir: '/tmp/mine' },
    office: { auth: 'login', hub: 'office.azure-devices.net' },
  },
};
const bench = { BENCH_HUB: service('bench') };

describe('a named connection', () => {
  it.each([
    ['bench', 'bench'],
    ['plant', 'from-file'],
    ['literal', 'literal'],
  ])('%s takes its string from where the file says', (connection, hostName) => {
    const { hub } = resolve(settings({ config }), { connection }, bench);
    expect(hub).toMatchObject({ kind: 'real', service: { hostName, key } });
  });

  it('brings its own device, transport and read-only, which flags overrule', () => {
    const path = settings({ config });
    const own = { deviceId: 'bench-1', transport: 'mqtt-ws', readOnly: true };
    expect(resolve(path, { connection: 'bench' }, bench)).toMatchObject(own);
    const flags = { connection: 'bench', device: 'other', transport: 'mqtt' };
    expect(resolve(path, flags, bench)).toMatchObject({ deviceId: 'other', transport: 'mqtt', readOnly: true });
  });

  it('may be a local hub with another data directory, or one that is signed in to', () => {
    const path = settings({ config });
    expect(resolve(path, { connection: 'mine' }).hub).toMatchObject({ kind: 'local', dataDir: '/tmp/mine' });
    const { hub } = resolve(path, { connection: 'office' });
    expect(hub).toMatchObject({ kind: 'real', service: undefined, login: { hostName: 'office.azure-devices.net' } });
  });

  it('of a local hub tells its data directory, unless an option does', () => {
    const path = settings({ config });
    const told = (flags: ConnectionFlags) =>
      resolve(path, { connection: 'mine', ...flags }).origins.find(({ name }) => name === 'data directory');
    const source = `connection "mine" in ${path}`;
    expect(told({})).toEqual({ name: 'data directory', value: '/tmp/mine', source });
    expect(told({ dataDir: '/tmp/other' })).toMatchObject({ value: '/tmp/other', source: '--data-dir' });
    expect(told({ ephemeral: true })).toMatchObject({ value: 'none, nothing is kept', source: '--ephemeral' });
  });

  it.each<ConnectionFlags>([{ ephemeral: true }, { dataDir: '/x' }])('of a real hub is refused with %j', flags => {
    const error = failure(() => resolve(settings({ config }), { connection: 'plant', ...flags }));
    expect(error).toMatchObject({ exitCode: 2, message: expect.stringMatching(/for the local hub.*"plant".*real/) });
  });

  it('comes after flags, the environment and .env when it is only the default', () => {
    const path = settings({ config });
    const host = (flags: ConnectionFlags, environment = {}, dotEnv = {}) => {
      const { hub } = resolve(path, flags, { ...bench, ...environment }, dotEnv);
      return hub.kind === 'real' ? hub.service?.hostName : 'local';
    };
    const [flag, environment, dotEnv] = ['flag', 'environment', 'dotenv'].map(service);
    const variable = { IOTHUB_CONNECTION_STRING: environment };
    const inFile = { IOTHUB_CONNECTION_STRING: dotEnv };
    expect(host({ connectionString: flag! }, variable, inFile)).toBe('flag');
    expect(host({ connection: 'plant' }, variable, inFile)).toBe('from-file');
    expect(host({}, variable, inFile)).toBe('environment');
    expect(host({}, {}, inFile)).toBe('dotenv');
    expect(host({})).toBe('bench');
    expect(host({ local: true })).toBe('local');
  });

  it('tells where each value came from and what was not used, without the key', () => {
    const path = settings({ config });
    const { origins, passedOver } = resolve(
      path,
      { device: 'd' },
      { IOTHUB_CONNECTION_STRING: service('e') },
      { IOTHUB_CONNECTION_STRING: service('f') },
    );
    expect(origins).toEqual([
      { name: 'hub', value: 'e, policy owner, key ***', source: 'IOTHUB_CONNECTION_STRING' },
      { name: 'device', value: 'd', source: '--device' },
      { name: 'transport', value: 'mqtt', source: 'the default' },
      { name: 'data directory', value: expect.stringMatching(/twin-tui$/), source: 'the default' },
      { name: 'read-only', value: 'no', source: 'the default' },
    ]);
    expect(passedOver).toEqual(['IOTHUB_CONNECTION_STRING in .env', `connection "bench" in ${path}, its default`]);
  });
});

describe('a settings file that cannot be used is told, with exit code 3', () => {
  const literal = { connections: { a: { connectionString: service('h') } } };
  const reference = { connections: { a: { connectionString: { file: 'key.txt' } } } };
  it.each<[string, Files, RegExp, RegExp]>([
    [
      'broken JSON',
      { text: '{"connections":\n {"a" 1}}' },
      /not JSON at line 2, column 7: expected ':'/,
      /Expected \{/,
    ],
    ['an empty file', { text: '' }, /not JSON at line 1, column 1/, /Expected/],
    ['a list', { text: '[]' }, /must be a JSON object/, /Expected/],
    ['an unknown member', { config: { conections: {} } }, /has "conections", which has no meaning/, /"connections"/],
    [
      'a default that is not there',
      { config: { default: 'b', ...reference } },
      /default in .* names no/,
      /It has: "a"/,
    ],
    ['connections in a list', { config: { connections: [] } }, /connections in .* must be a JSON object/, /Expected/],
    [
      'an unknown member of a connection',
      { config: { connections: { a: { key: 'x' } } } },
      /connection "a" in .* has "key"/,
      /connectionString, /,
    ],
    [
      'an unknown transport',
      { config: { connections: { a: { transport: 'amqp' } } } },
      /\.transport must be mqtt or mqtt-ws/,
      /README/,
    ],
    [
      'a text for true',
      { config: { connections: { a: { readOnly: 'yes' } } } },
      /\.readOnly must be true or/,
      /README/,
    ],
    ['no device', { config: { connections: { a: { device: '' } } } }, /\.device must be a text/, /README/],
    [
      'a reference to nothing',
      { config: { connections: { a: { connectionString: { vault: 'x' } } } } },
      /must say where the secret is/,
      /\{"env": "NAME"\} or \{"file": "PATH"\}/,
    ],
    [
      'a login without a hub',
      { config: { connections: { a: { auth: 'login' } } } },
      /auth login and no hub/,
      /azure-devices/,
    ],
    [
      'a hub without a login',
      { config: { connections: { a: { hub: 'h' } } } },
      /hub, which is for auth login/,
      /"auth": "login"/,
    ],
    [
      'a local hub and a real one',
      { config: { connections: { a: { dataDir: 'x', connectionString: { env: 'A' } } } } },
      /dataDir.*real one/,
      /Leave one/,
    ],
    ...(onPosix
      ? ([
          ['a secret others can read', { config: literal, mode: 0o644 }, /holds a secret.* mode 0644/, /chmod 600/],
          ['a file others can write', { config: {}, mode: 0o666 }, /mode 0666: others can write it/, /chmod 600/],
          [
            'a secret file others can read',
            { config: reference, secretMode: 0o640 },
            /key\.txt holds a secret and has mode 0640/,
            /chmod 600 '.*key\.txt'/,
          ],
        ] satisfies [string, Files, RegExp, RegExp][])
      : []),
  ])('%s', (_name, files, message, hint) => {
    const path = settings(files);
    const error = failure(() => resolve(path, { connection: 'a' }));
    expect(error.exitCode).toBe(3);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
    expect(`${error.message}${error.hint}`).not.toContain(key);
  });

  it('a file that TWIN_TUI_CONFIG names and that is not there', () => {
    const error = failure(() => resolve('/nonexistent/config.json', {}));
    expect(error).toMatchObject({ exitCode: 3, message: expect.stringContaining('does not exist') });
  });

  it('a variable that is not set, or is empty', () => {
    const path = settings({ config });
    const unset = failure(() => resolve(path, { connection: 'bench' }));
    expect(unset).toMatchObject({ exitCode: 3, message: expect.stringMatching(/BENCH_HUB, which is not set/) });
    const empty = failure(() => resolve(path, { connection: 'bench' }, { BENCH_HUB: '' }));
    expect(empty.message).toMatch(/BENCH_HUB, which is empty/);
  });

  it.runIf(onPosix)('but one without secrets may be read by all', () => {
    const path = settings({
      config: { connections: { plant: { connectionString: { file: 'key.txt' } } } },
      mode: 0o644,
    });
    expect(resolve(path, { connection: 'plant' }).hub).toMatchObject({ service: { hostName: 'from-file' } });
  });
});

describe('a connection that is not there', () => {
  it('is wrong usage, and the names there are are told', () => {
    const error = failure(() => resolve(settings({ config }), { connection: 'beench' }));
    expect(error).toMatchObject({ exitCode: 2, hint: expect.stringContaining('"bench", "plant"') });
  });

  it('without any file is told where to make one', () => {
    const environment = { XDG_CONFIG_HOME: '/nonexistent' };
    const act = () => resolveConfig({ connection: 'a' }, environment, {}, () => readSettingsFile(environment));
    expect(failure(act)).toMatchObject({ exitCode: 2, hint: expect.stringContaining('There is no such file') });
  });
});
