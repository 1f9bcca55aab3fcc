import { AppError, ExitCode } from '../../lib/errors.ts';
import { type Config, type ConnectionFlags, type HubChoice, resolveConfig } from './config.ts';
import { defaultDataDirectory } from './data-directory.ts';
import { localOption } from './hub-source.ts';
import type { NamedConnection } from './named-connection.ts';
import { readSettingsFile, type SettingsFile } from './settings-file.ts';

export type LocalConfig = Config & {
  readonly hub: Extract<HubChoice, { kind: 'local' }>;
  /** Undefined with `--ephemeral`. */
  readonly dataDir: string | undefined;
};

/**
 * The configuration of a command that is for local hubs alone: what else names a real one is passed over, as is a
 * default connection to one. Throws AppError: exit 2 when a real hub is asked for, 3 for a bad settings file.
 */
export function loadLocalConfig(flags: ConnectionFlags): LocalConfig {
  refuseRealHub(flags);
  const file = localOption(flags) === undefined ? readSettingsFile(process.env) : undefined;
  const config = resolve(file === undefined || namesLocalHub(flags, file) ? flags : { ...flags, local: true }, file);
  const { hub } = config;
  // A hub is real only by a string or a login, and both were refused or passed over above.
  if (hub.kind !== 'local') throw new Error('unreachable: a real hub for a command of the local one');
  return { ...config, hub, dataDir: hub.ephemeral ? undefined : (hub.dataDir ?? defaultDataDirectory()) };
}

/**
 * As `resolveConfig`, but no string of the environment or of `.env` counts: each names a hub that is not of this
 * machine.
 */
function resolve(flags: ConnectionFlags, file: SettingsFile | undefined): Config {
  const { IOTHUB_CONNECTION_STRING: _service, IOTHUB_DEVICE_CONNECTION_STRING: _device, ...environment } = process.env;
  return resolveConfig(flags, environment, {}, file && (() => file));
}

/** Whether what the settings file has for these flags is a local hub. */
function namesLocalHub({ connection }: ConnectionFlags, { connections, defaultName, path }: SettingsFile): boolean {
  const name = connection ?? defaultName;
  const named = name === undefined ? undefined : connections.get(name);
  if (named === undefined || !isReal(named)) return true;
  if (connection === undefined) return false;
  throw noRealHub(`the connection ${JSON.stringify(name)} in ${path} is of a real one`);
}

function isReal({ connectionString, deviceConnectionString, hub }: NamedConnection): boolean {
  return [connectionString, deviceConnectionString, hub].some(value => value !== undefined);
}

function refuseRealHub({ connectionString, hub, auth }: ConnectionFlags): void {
  const named = { '--connection-string': connectionString, '--hub': hub, '--auth': auth };
  for (const [option, value] of Object.entries(named)) {
    if (value !== undefined) throw noRealHub(`${option} has no meaning here`);
  }
}

function noRealHub(because: string): AppError {
  return new AppError(`this is for the local hub: ${because}`, {
    hint: 'Leave it out; name another local hub with --data-dir.',
    exitCode: ExitCode.usage,
  });
}
