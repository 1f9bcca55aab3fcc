import { parseHostName } from '../../clients/connection-string.ts';
import { AppError, ExitCode } from '../../lib/errors.ts';
import type { ConnectionFlags, Environment } from './config.ts';
import type { NamedConnection } from './named-connection.ts';
import { resolveSecret, type Secret } from './secret.ts';
import { namesOf, type SettingsFile } from './settings-file.ts';

export const serviceVariable = 'IOTHUB_CONNECTION_STRING';
export const deviceVariable = 'IOTHUB_DEVICE_CONNECTION_STRING';

export type SettingSources = {
  readonly environment: Environment;
  readonly dotEnv: Environment;
  /** Read only where it may count; undefined where there is no such file. */
  readonly file: (() => SettingsFile) | undefined;
};

/** What names the hub, and where it was found; without any string it is the local one. */
export type SourceOfHub = {
  readonly source: string;
  readonly service?: Secret | undefined;
  readonly device?: Secret | undefined;
  readonly login?: { readonly hostName: string } | undefined;
  readonly named?: (NamedConnection & { readonly place: string }) | undefined;
};

/**
 * The option that says that the local hub is meant, whatever the environment and the files say. Where data is kept, or
 * that none is, has a meaning for no other: a string that is found somewhere must not turn a trial into a change of a
 * real hub.
 */
export function localOption(flags: ConnectionFlags): '--local' | '--ephemeral' | '--data-dir' | undefined {
  const { local, ephemeral, dataDir, connection, connectionString, hub } = flags;
  if (local) return '--local';
  if (connection !== undefined || connectionString !== undefined || hub !== undefined) return undefined;
  if (ephemeral) return '--ephemeral';
  return dataDir === undefined ? undefined : '--data-dir';
}

type Rank = { readonly source: string; readonly take: () => SourceOfHub };

/**
 * The hub that is named first, in the order of precedence, and the names of what came after it. Throws AppError: exit 2
 * for a connection that the settings file does not have, 3 for a secret that cannot be had.
 */
export function chooseSource(
  flags: ConnectionFlags,
  sources: SettingSources,
): { readonly chosen: SourceOfHub; readonly passedOver: readonly string[] } {
  const local = localOption(flags);
  if (local !== undefined) return { chosen: { source: local }, passedOver: [] };
  const file = sources.file?.();
  const ranks = ranksOf(flags, sources, file);
  const [rank, ...others] = ranks;
  return { chosen: rank!.take(), passedOver: others.map(({ source }) => source) };
}

function ranksOf(flags: ConnectionFlags, sources: SettingSources, file: SettingsFile | undefined): readonly Rank[] {
  const { connectionString, connection, hub } = flags;
  const fromFlags: Rank[] = [];
  if (hub !== undefined) {
    const login = { hostName: parseHostName(hub, '--hub') };
    fromFlags.push({ source: '--hub', take: () => ({ source: '--hub', login }) });
  }
  if (connectionString !== undefined) {
    const service = { text: connectionString, source: '--connection-string' };
    fromFlags.push(rankOf(flags, sources, service));
  }
  if (connection !== undefined) fromFlags.push(namedRank(connection, '--connection', flags, sources, file));
  const variables = serviceRanks(flags, sources);
  const byDefault = file?.defaultName;
  return [
    ...fromFlags,
    ...variables,
    ...(byDefault === undefined ? [] : [namedRank(byDefault, 'default', flags, sources, file)]),
    ...(fromFlags.length + variables.length === 0 && byDefault === undefined ? [localRank(flags)] : []),
  ];
}

/** The two strings of the environment and of `.env`: each is looked up by itself. */
function serviceRanks(flags: ConnectionFlags, sources: SettingSources): readonly Rank[] {
  const found = lookUpAll(serviceVariable, sources);
  if (found.length > 0) return found.map(service => rankOf(flags, sources, service));
  return lookUpAll(deviceVariable, sources).map(device => ({
    source: device.source,
    take: () => ({ source: device.source, device }),
  }));
}

function rankOf({ auth }: ConnectionFlags, sources: SettingSources, service: Secret): Rank {
  const { source } = service;
  const [device] = lookUpAll(deviceVariable, sources);
  const take = (): SourceOfHub =>
    auth === 'login'
      ? { source, device, login: { hostName: parseHostName(hostIn(service.text), source) } }
      : { source, service, device };
  return { source, take };
}

function namedRank(
  name: string,
  option: string,
  flags: ConnectionFlags,
  { environment }: SettingSources,
  file: SettingsFile | undefined,
): Rank {
  const place = `connection ${JSON.stringify(name)} in ${file?.path ?? 'the settings file'}`;
  const source = option === 'default' ? `${place}, its default` : place;
  const take = (): SourceOfHub => {
    const named = file?.connections.get(name);
    if (file === undefined || named === undefined) throw unknownName(name, file);
    const secret = (member: 'connectionString' | 'deviceConnectionString'): Secret | undefined => {
      const reference = named[member];
      return reference && resolveSecret(reference, { place: `${place}: ${member}`, settings: file.path, environment });
    };
    const device = secret('deviceConnectionString');
    const common = { source, device, named: { ...named, place } };
    if ((flags.auth ?? named.auth) !== 'login') return { ...common, service: secret('connectionString') };
    const hostName = named.hub ?? hostIn(secret('connectionString')?.text ?? '');
    return { ...common, login: { hostName: parseHostName(hostName, place) } };
  };
  return { source, take };
}

function localRank({ auth }: ConnectionFlags): Rank {
  const take = (): SourceOfHub => {
    if (auth !== 'login') return { source: 'nothing names another' };
    throw new AppError('--auth login needs a hub', {
      hint: 'Name it with --hub my-hub.azure-devices.net, or a connection of the settings file with --connection.',
      exitCode: ExitCode.usage,
    });
  };
  return { source: 'nothing names another', take };
}

function unknownName(name: string, file: SettingsFile | undefined): AppError {
  const hint = file?.exists
    ? `It has: ${namesOf(file.connections)}.`
    : `There is no such file. Make it: {"connections": {${JSON.stringify(name)}: {"connectionString": {"env": "VARIABLE"}}}}.`;
  return new AppError(`no connection ${JSON.stringify(name)} in ${file?.path ?? 'the settings file'}`, {
    hint,
    exitCode: ExitCode.usage,
  });
}

/** The host of a connection string whose key is not used. */
function hostIn(text: string): string {
  return /(?:^|;)\s*HostName\s*=\s*([^;]*)/i.exec(text)?.[1]?.trim() ?? '';
}

/** All that is set, the environment first; an empty variable counts as none. */
function lookUpAll(name: string, { environment, dotEnv }: SettingSources): readonly Secret[] {
  const entries = [
    { text: environment[name], source: name },
    { text: dotEnv[name], source: `${name} in .env` },
  ];
  return entries.filter((entry): entry is Secret => entry.text !== undefined && entry.text !== '');
}
