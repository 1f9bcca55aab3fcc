import { isObject, type JsonObject, toBareObject } from '../../lib/json.ts';
import { jsonError } from '../../lib/json-error.ts';
import type { Environment } from './config.ts';
import { type NamedConnection, readNamedConnection } from './named-connection.ts';
import { settingsError } from './settings-error.ts';
import { settingsPath, settingsVariable } from './settings-path.ts';
import { isShared, isWritableByOthers, modeOf, readTextFile, type TextFile } from './text-file.ts';

/** The settings file as it was read; without connections where there is none. */
export type SettingsFile = {
  readonly path: string;
  readonly exists: boolean;
  /** The connection that is used when nothing else names one. */
  readonly defaultName: string | undefined;
  readonly connections: ReadonlyMap<string, NamedConnection>;
};

const shape = 'Expected {"default": "NAME", "connections": {"NAME": {"connectionString": {"env": "VARIABLE"}}}}.';

/** Reads the settings file. Throws AppError (exit 3) when it cannot be trusted, read or understood. */
export function readSettingsFile(environment: Environment = process.env): SettingsFile {
  const path = settingsPath(environment);
  const file = readTextFile(path, 'the settings file');
  if (file !== undefined) return understand(path, file);
  if (environment[settingsVariable]) {
    throw settingsError(`${settingsVariable} names ${path}, which does not exist`, 'Correct the path, or unset it.');
  }
  return { path, exists: false, defaultName: undefined, connections: new Map() };
}

function understand(path: string, file: TextFile): SettingsFile {
  if (isWritableByOthers(file)) {
    throw settingsError(
      `the settings file ${path} has mode ${modeOf(file)}: others can write it`,
      `Keep it to yourself: chmod 600 '${path}'`,
    );
  }
  const root = parse(path, file.text);
  const unknown = Object.keys(root).find(key => key !== 'default' && key !== 'connections');
  if (unknown !== undefined) throw settingsError(`${path} has ${JSON.stringify(unknown)}, which has no meaning`, shape);
  const { default: defaultName, connections = toBareObject({}) } = root;
  if (!isObject(connections)) throw settingsError(`connections in ${path} must be a JSON object`, shape);
  const named = new Map(
    Object.entries(connections).map(([name, value]) => [
      name,
      readNamedConnection(value, `connection ${JSON.stringify(name)} in ${path}`),
    ]),
  );
  if (defaultName !== undefined && (typeof defaultName !== 'string' || !named.has(defaultName))) {
    throw settingsError(`default in ${path} names no connection of it`, `It has: ${namesOf(named)}.`);
  }
  refuseSharedSecrets(path, file, named);
  return { path, exists: true, defaultName, connections: named };
}

function parse(path: string, text: string): JsonObject {
  const error = jsonError(text);
  if (error !== undefined) {
    throw settingsError(
      `the settings file ${path} is not JSON at line ${error.line}, column ${error.column}: ${error.message}`,
      `${shape} JSON has no comments.`,
    );
  }
  const value: unknown = JSON.parse(text);
  if (!isObject(value as JsonObject)) throw settingsError(`${path} must be a JSON object`, shape);
  return toBareObject(value as JsonObject);
}

/** A secret may stand in the file itself as long as nobody else can read it. */
function refuseSharedSecrets(path: string, file: TextFile, connections: ReadonlyMap<string, NamedConnection>): void {
  if (!isShared(file)) return;
  for (const [name, { connectionString, deviceConnectionString }] of connections) {
    if (![connectionString, deviceConnectionString].some(reference => reference?.kind === 'literal')) continue;
    throw settingsError(
      `connection ${JSON.stringify(name)} in ${path} holds a secret, and the file has mode ${modeOf(file)}: others can read it`,
      `Keep it to yourself: chmod 600 '${path}'. Or refer to the secret: {"env": "NAME"} or {"file": "PATH"}.`,
    );
  }
}

/** The names in quotes, for messages. */
export function namesOf(connections: ReadonlyMap<string, NamedConnection>): string {
  return [...connections.keys()].map(name => JSON.stringify(name)).join(', ') || 'none';
}
