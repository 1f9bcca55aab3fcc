import type { Transport } from '../../clients/device/device-snapshot.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import { isObject } from '../../lib/json.ts';
import { readReference, type SecretReference } from './secret.ts';
import { settingsError } from './settings-error.ts';

/** What the settings file says of one connection; all of it may be left out. */
export type NamedConnection = {
  readonly connectionString: SecretReference | undefined;
  readonly deviceConnectionString: SecretReference | undefined;
  /** With `auth` login: the hub that is signed in to. */
  readonly hub: string | undefined;
  readonly auth: 'key' | 'login' | undefined;
  readonly device: string | undefined;
  readonly transport: Transport | undefined;
  readonly dataDir: string | undefined;
  readonly readOnly: boolean | undefined;
};

const members = [
  'connectionString',
  'deviceConnectionString',
  'hub',
  'auth',
  'device',
  'transport',
  'dataDir',
  'readOnly',
] as const satisfies readonly (keyof NamedConnection)[];

/** Reads one connection; `place` is where it stands. Throws AppError (exit 3) for whatever has no meaning. */
export function readNamedConnection(value: Json, place: string): NamedConnection {
  if (!isObject(value)) throw wrong(place, 'must be a JSON object');
  const unknown = Object.keys(value).find(key => !members.some(name => name === key));
  if (unknown !== undefined) {
    throw wrong(place, `has ${JSON.stringify(unknown)}, which has no meaning`, `It may have: ${members.join(', ')}.`);
  }
  const connection = {
    connectionString: secretOf(value, 'connectionString', place),
    deviceConnectionString: secretOf(value, 'deviceConnectionString', place),
    hub: textOf(value, 'hub', place),
    auth: oneOf(value, 'auth', ['key', 'login'] as const, place),
    device: textOf(value, 'device', place),
    transport: oneOf(value, 'transport', ['mqtt', 'mqtt-ws'] as const, place),
    dataDir: textOf(value, 'dataDir', place),
    readOnly: booleanOf(value, 'readOnly', place),
  };
  refuseContradiction(connection, place);
  return connection;
}

function refuseContradiction({ connectionString, hub, auth, dataDir }: NamedConnection, place: string): void {
  const real = connectionString !== undefined || hub !== undefined;
  if (dataDir !== undefined && real) {
    throw wrong(place, 'has dataDir, which is for the local hub, and names a real one', 'Leave one of them out.');
  }
  if (auth === 'login' && !real)
    throw wrong(place, 'has auth login and no hub', 'Add "hub": "NAME.azure-devices.net".');
  if (auth !== 'login' && hub !== undefined) {
    throw wrong(place, 'has hub, which is for auth login', 'Add "auth": "login", or use connectionString.');
  }
}

function secretOf(value: JsonObject, name: keyof NamedConnection, place: string): SecretReference | undefined {
  const found = value[name];
  if (found === undefined) return undefined;
  const reference = readReference(found);
  if (reference !== undefined) return reference;
  throw wrong(`${place}.${name}`, 'must say where the secret is', 'Expected {"env": "NAME"} or {"file": "PATH"}.');
}

function textOf(value: JsonObject, name: keyof NamedConnection, place: string): string | undefined {
  const found = value[name];
  if (found === undefined || (typeof found === 'string' && found !== '')) return found;
  throw wrong(`${place}.${name}`, 'must be a text, and not empty');
}

function oneOf<T extends string>(
  value: JsonObject,
  name: keyof NamedConnection,
  choices: readonly T[],
  place: string,
): T | undefined {
  const found = value[name];
  const choice = choices.find(known => known === found);
  if (found === undefined || choice !== undefined) return choice;
  throw wrong(`${place}.${name}`, `must be ${choices.join(' or ')}`);
}

function booleanOf(value: JsonObject, name: keyof NamedConnection, place: string): boolean | undefined {
  const found = value[name];
  if (found === undefined || typeof found === 'boolean') return found;
  throw wrong(`${place}.${name}`, 'must be true or false');
}

/** The value itself is not told: it may be a secret that was put in the wrong place. */
function wrong(place: string, what: string, hint = 'The README of the program has an example, under Settings.') {
  return settingsError(`${place} ${what}`, hint);
}
