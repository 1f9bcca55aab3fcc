import { parseEnv } from 'node:util';
import type { Environment } from './config.ts';
import { deviceVariable, serviceVariable } from './hub-source.ts';
import { settingsError } from './settings-error.ts';
import { readTextFile } from './text-file.ts';

/** The variables of a `.env` file; none when there is no such file. Throws AppError (exit 3) for one that is broken. */
export function readDotEnv(path = '.env'): Environment {
  // Python's virtual environments are often directories of this name.
  const file = readTextFile(path, 'the file', { orDirectory: true });
  if (file === undefined) return {};
  const values = parseEnv(file.text);
  refuseBrokenLines(path, file.text, values);
  return values;
}

const ours = [serviceVariable, deviceVariable];

/** The file may be of other programs too, so only lines that are meant for this one are looked at. */
function refuseBrokenLines(path: string, text: string, values: Environment): void {
  for (const [index, line] of text.split('\n').entries()) {
    const name = ours.find(known => new RegExp(`^\\s*(?:export\\s+)?${known}\\b`).test(line));
    if (name === undefined) continue;
    const end = line.indexOf(name) + name.length;
    const rest = line.slice(end).trimStart();
    if (!rest.startsWith('=')) {
      throw settingsError(
        `${path} is broken at line ${index + 1}, column ${line.length - rest.length + 1}: expected "=" after ${name}`,
        `Write it as ${name}='HostName=…'.`,
      );
    }
    // Node reads a line without "=" together with the next one, as one name.
    if (values[name] !== undefined) continue;
    throw settingsError(
      `${path} is broken before line ${index + 1}: it has ${name}, which what comes before it swallows`,
      'Each line above must be NAME=value or a comment with #, and each quote must be closed.',
    );
  }
}
