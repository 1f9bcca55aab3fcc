import {
  type DeviceCredentials,
  parseDeviceString,
  parseServiceString,
  type ServiceCredentials,
} from '../../clients/connection-string.ts';
import type { Transport } from '../../clients/device/device-snapshot.ts';
import { AppError, ExitCode } from '../../lib/errors.ts';
import { defaultDataDirectory } from './data-directory.ts';
import { readDotEnv } from './dot-env.ts';
import { chooseSource, localOption, type SettingSources, type SourceOfHub } from './hub-source.ts';
import { readSettingsFile } from './settings-file.ts';

/** The connection options as they were typed. */
export type ConnectionFlags = {
  readonly connectionString?: string;
  readonly connection?: string;
  readonly hub?: string;
  readonly auth?: string;
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
      /** Signed in to with Microsoft Entra ID, in the place of a shared access key. */
      readonly login: { readonly hostName: string } | undefined;
      readonly device: DeviceCredentials | undefined;
    }
  | { readonly kind: 'local'; readonly dataDir: string | undefined; readonly ephemeral: boolean };

/** One value with where it came from, for `doctor`. */
export type Origin = { readonly name: string; readonly value: string; readonly source: string };

export type Config = {
  readonly hub: HubChoice;
  readonly deviceId: string;
  readonly transport: Transport;
  readonly readOnly: boolean;
  readonly origins: readonly Origin[];
  /** What also names a hub, and came too late. */
  readonly passedOver: readonly string[];
};

const defaultDevice = 'myDeviceId';
const byDefault = 'the default';

/** The configuration of this process. Throws AppError as `resolveConfig` does. */
export function loadConfig(flags: ConnectionFlags): Config {
  // With an option that means the local hub `.env` cannot count, so a broken one does no harm.
  const dotEnv = localOption(flags) === undefined ? readDotEnv() : {};
  return resolveConfig(flags, process.env, dotEnv, () => readSettingsFile(process.env));
}

/**
 * Flags, then the environment, then `.env` of the working directory, then the settings file, then the local hub. Throws
 * AppError: exit 2 for flags that do not go together, 3 for a bad connection string or settings file.
 */
export function resolveConfig(
  flags: ConnectionFlags,
  environment: Environment,
  dotEnv: Environment,
  file?: SettingSources['file'],
): Config {
  refuseContradictions(flags);
  const { chosen, passedOver } = chooseSource(flags, { environment, dotEnv, file });
  const hub = hubOf(chosen, flags);
  if (hub.kind === 'real') refuseLocalOptions(flags, chosen.source);
  const own = hub.kind === 'real' ? hub.device?.deviceId : undefined;
  const alone = hub.kind === 'real' && hub.service === undefined && hub.login === undefined;
  if (alone && own !== undefined && flags.device !== undefined && flags.device !== own) {
    throw usage(`--device is ${flags.device}, but the only connection string is that of ${own}`);
  }
  const { named } = chosen;
  const where = named?.place ?? '';
  const device = first([flags.device, '--device'], [named?.device, where], [own, chosen.source], defaultDevice);
  const transport = first([flags.transport, '--transport'], [named?.transport, where], 'mqtt');
  const readOnly = first([flags.readOnly, '--read-only'], [named?.readOnly, where], false);
  const nothing = flags.ephemeral ? 'none, nothing is kept' : undefined;
  const dataDir = first(
    [nothing, '--ephemeral'],
    [flags.dataDir, '--data-dir'],
    [named?.dataDir, where],
    defaultDataDirectory(environment),
  );
  return {
    hub,
    deviceId: device.value,
    transport: transport.value as Transport,
    readOnly: readOnly.value,
    origins: [
      { name: 'hub', value: tell(hub, flags), source: chosen.source },
      { name: 'device', ...device },
      { name: 'transport', ...transport },
      { name: 'data directory', ...dataDir },
      { name: 'read-only', value: readOnly.value ? 'yes' : 'no', source: readOnly.source },
    ],
    passedOver,
  };
}

type Candidate<T> = readonly [value: T | undefined, source: string];

/** The first value that is there, with its source; the last of them is the default. */
function first<T>(...candidates: readonly [...Candidate<T>[], T]): { readonly value: T; readonly source: string } {
  const fallback = candidates.at(-1) as T;
  const found = (candidates.slice(0, -1) as Candidate<T>[]).find(([value]) => value !== undefined);
  return found ? { value: found[0]!, source: found[1] } : { value: fallback, source: byDefault };
}

function hubOf(chosen: SourceOfHub, flags: ConnectionFlags): HubChoice {
  const { service, device, login, named } = chosen;
  if (service === undefined && device === undefined && login === undefined) {
    return { kind: 'local', dataDir: flags.dataDir ?? named?.dataDir, ephemeral: flags.ephemeral ?? false };
  }
  return {
    kind: 'real',
    service: service && parseServiceString(service.text, service.source),
    login,
    device: device && parseDeviceString(device.text, device.source),
  };
}

/** The hub in words, without any key. */
function tell(hub: HubChoice, { ephemeral }: ConnectionFlags): string {
  if (hub.kind === 'local') return ephemeral ? 'a local hub that keeps nothing' : 'the local hub';
  if (hub.login) return `${hub.login.hostName}, signed in to with Entra ID`;
  if (hub.service) return `${hub.service.hostName}, policy ${hub.service.keyName}, key ***`;
  return `${hub.device!.hostName}, as the device ${hub.device!.deviceId}, key ***`;
}

function refuseContradictions(flags: ConnectionFlags): void {
  const { transport = 'mqtt', auth = 'key' } = flags;
  if (transport !== 'mqtt' && transport !== 'mqtt-ws') {
    throw usage(`--transport must be mqtt or mqtt-ws, found ${JSON.stringify(transport)}`);
  }
  if (auth !== 'key' && auth !== 'login') {
    throw usage(`--auth must be key or login, found ${JSON.stringify(auth)}`);
  }
  for (const [one, other] of exclusive) {
    if (flags[one] === undefined || flags[other] === undefined) continue;
    throw usage(`--${dashed(one)} and --${dashed(other)} exclude each other`, 'Leave one of them out.');
  }
  if (flags.hub !== undefined && auth !== 'login') {
    throw usage('--hub goes with --auth login', 'With a shared access key use --connection-string.');
  }
}

/**
 * Refuses options that mean the local hub beside a real one. If they were passed over, what is meant for a trial would
 * change the real hub.
 */
function refuseLocalOptions({ ephemeral, dataDir }: ConnectionFlags, source: string): void {
  const option = ephemeral ? '--ephemeral' : dataDir === undefined ? undefined : '--data-dir';
  if (option === undefined) return;
  throw usage(`${option} is for the local hub, and ${source} names a real one`, 'Leave one of them out.');
}

const exclusive: readonly (readonly [keyof ConnectionFlags, keyof ConnectionFlags])[] = [
  ['local', 'connectionString'],
  ['local', 'connection'],
  ['local', 'hub'],
  ['local', 'auth'],
  ['connection', 'connectionString'],
  ['connection', 'hub'],
  ['hub', 'connectionString'],
  ['ephemeral', 'dataDir'],
  ['ephemeral', 'auth'],
  ['dataDir', 'auth'],
];

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

function usage(message: string, hint?: string): AppError {
  return new AppError(message, { ...(hint !== undefined && { hint }), exitCode: ExitCode.usage });
}
