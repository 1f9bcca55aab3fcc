import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';

/** npm with an empty cache in `scratch`, no network and nobody's settings. */
export function npm(scratch: string, cwd: string, ...parameters: readonly string[]): string {
  const { PATH = '', npm_execpath: cli = '' } = process.env;
  const settings = {
    npm_config_cache: join(scratch, 'cache'),
    npm_config_userconfig: join(scratch, 'npmrc'),
    npm_config_update_notifier: 'false',
  };
  // On Windows `npm` is a script of the shell, which no process starts; the file that runs these tests is one of Node's.
  const [command, first] = basename(cli) === 'npm-cli.js' ? [process.execPath, [cli]] : ['npm', []];
  const env = { PATH, HOME: scratch, USERPROFILE: scratch, ...settings };
  return execFileSync(command, [...first, ...parameters], { cwd, encoding: 'utf8', env });
}
