import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import {
  type DeviceCredentials,
  parseDeviceString,
  parseServiceString,
  type ServiceCredentials,
} from '../clients/connection-string.ts';
import type { Transport } from '../clients/device/device-snapshot.ts';
import { AppError, ExitCode } from '../lib/errors.ts';

/** The connection options as they were typed. */
export type ConnectionFlags = {
  readonly connectionString?: string;
  readonly local?: boolean;
  readonly device?: string;
  readonly transport?: string;
  readonly dataDir?: string;
  readonly ephemeral?: boolean;
  readonly readOnly?: boolean;
};

export type Environment = { readonly [name: string]: string | undefined };

export type HubChoice =
  | {
      readonly kind: 'real';
      readonly service: ServiceCredentials | undefined;
      readonly device: DeviceCredentials | undefined;
      /** Where the string came from, for `doctor`. */
      readonly source: string;
    }
  | { readonly kind: 'local'; readonly dataDir: string | undefined; readonly ephemeral: boolean };

export type Config = {
  readonly hub: HubChoice;
  readonly deviceId: string;
  readonly transport: Transport;
  readonly readOnly: boolean;
};

const serviceVariable = 'IOTHUB_CONNECTION_STRING';
const deviceVariable = 'IOTHUB_DEVICE_CONNECTION_STRING';
const defaultDevice = 'myDeviceId';

/**
 * Flags, then the environment, then `.env` of the working directory, then the local hub. Throws AppError: exit 2 for
 * flags that do not go together, 3 for a bad connection string.
 */
export function resolveConfig(flags: ConnectionFlags, environment: Environment, dotEnv: Environment): Config {
  const transport = flags.transport ?? 'mqtt';
  if (transport !== 'mqtt' && transport !== 'mqtt-ws') {
    throw usage(`--transport must be mqtt or mqtt-ws, found ${JSON.stringify(transport)}`);
  }
  if (flags.local && flags.connectionString !== undefined) {
    throw usage('--local and --connection-string exclude each other', 'Leave one of them out.');
  }
  if (flags.ephemeral && flags.dataDir !== undefined) {
    throw usage('--ephemeral and --data-dir exclude each other', 'Leave one of them out.');
  }
  const hub = chooseHub(flags, environment, dotEnv);
  const own = hub.kind === 'real' ? hub.device?.deviceId : undefined;
  if (hub.kind === 'real' && !hub.service && own !== undefined && flags.device !== undefined && flags.device !== own) {
    throw usage(`--device is ${flags.device}, but the only connection string is that of ${own}`);
  }
  return { hub, deviceId: flags.device ?? own ?? defaultDevice, transport, readOnly: flags.readOnly ?? false };
}

function chooseHub(flags: ConnectionFlags, environment: Environment, dotEnv: Environment): HubChoice {
  const local = { kind: 'local', dataDir: flags.dataDir, ephemeral: flags.ephemeral ?? false } as const;
  if (flags.local) return local;
  const service = found(flags.connectionString, '--connection-string') ?? lookUp(serviceVariable, environment, dotEnv);
  const device = lookUp(deviceVariable, environment, dotEnv);
  if (service === undefined && device === undefined) return local;
  return {
    kind: 'real',
    service: service && parseServiceString(service.text, service.source),
    device: device && parseDeviceString(device.text, device.source),
    source: (service ?? device)!.source,
  };
}

type Found = { readonly text: string; readonly source: string };

function lookUp(name: string, environment: Environment, dotEnv: Environment): Found | undefined {
  return found(environment[name], name) ?? found(dotEnv[name], `${name} in .env`);
}

/** An empty variable counts as none; an empty flag is a mistake, and is told as one. */
function found(text: string | undefined, source: string): Found | undefined {
  if (text === undefined || (text === '' && !source.startsWith('--'))) return undefined;
  return { text, source };
}

/** The variables of a `.env` file; none when there is no such file. Throws AppError when it cannot be read. */
export function readDotEnv(path = '.env'): Environment {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new AppError(`cannot read ${path}: ${(error as Error).message}`, { exitCode: ExitCode.usage });
  }
}

function usage(message: string, hint?: string): AppError {
  return new AppError(message, { ...(hint !== undefined && { hint }), exitCode: ExitCode.usage });
}
