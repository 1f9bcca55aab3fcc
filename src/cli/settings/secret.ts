import { dirname, join, resolve } from 'node:path';
import { isObject, type Json } from '../../lib/json.ts';
import { settingOf } from '../shell-words.ts';
import type { Environment } from './config.ts';
import { homeDirectory } from './home.ts';
import { settingsError } from './settings-error.ts';
import { isShared, modeOf, readTextFile } from './text-file.ts';

/** A secret, or where it is kept. */
export type SecretReference =
  | { readonly kind: 'environment'; readonly variable: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'literal'; readonly text: string };

/** `{"env": NAME}`, `{"file": PATH}` or the secret itself; undefined when it is none of these. */
export function readReference(value: Json): SecretReference | undefined {
  if (typeof value === 'string') return { kind: 'literal', text: value };
  if (!isObject(value) || Object.keys(value).length !== 1) return undefined;
  const { env, file } = value;
  if (typeof env === 'string' && env !== '') return { kind: 'environment', variable: env };
  if (typeof file === 'string' && file !== '') return { kind: 'file', path: file };
  return undefined;
}

export type Secret = { readonly text: string; readonly source: string };

/**
 * The secret of a connection that is to be used; `place` names the member that asks for it. A file is meant from the
 * settings file's folder. Throws AppError (exit 3) when there is none, or when others can read the file.
 */
export function resolveSecret(
  reference: SecretReference,
  { place, settings, environment }: { place: string; settings: string; environment: Environment },
): Secret {
  switch (reference.kind) {
    case 'literal':
      return { text: reference.text, source: place };
    case 'environment':
      return fromVariable(reference.variable, place, environment);
    case 'file':
      return fromFile(pathFrom(reference.path, settings), place);
  }
}

function fromVariable(variable: string, place: string, environment: Environment): Secret {
  const text = environment[variable];
  if (text) return { text, source: `${variable}, which ${place} names` };
  throw settingsError(
    `${place} names the environment variable ${variable}, which is ${text === '' ? 'empty' : 'not set'}`,
    `Set it: ${settingOf(variable, 'HostName=…')}`,
  );
}

function fromFile(path: string, place: string): Secret {
  const file = readTextFile(path, 'the secret');
  if (file === undefined) {
    throw settingsError(`${place} names the file ${path}, which does not exist`, 'Put the connection string into it.');
  }
  if (isShared(file)) {
    throw settingsError(
      `${path} holds a secret and has mode ${modeOf(file)}: others can read it`,
      `Keep it to yourself: chmod 600 '${path}'`,
    );
  }
  return { text: file.text.trim(), source: `${path}, which ${place} names` };
}

function pathFrom(path: string, settings: string): string {
  return path.startsWith('~/') ? join(homeDirectory(), path.slice(2)) : resolve(dirname(settings), path);
}
