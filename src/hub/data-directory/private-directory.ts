import { chmod, lstat, readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { AppError, ExitCode } from '../../lib/errors.ts';

/** Others may read certificates: they are what clients are to trust. */
const othersMayRead = /^(ca|server)\.pem$/;
const own = /^((ca|server)(-key)?\.pem|hub\.json)$/;

/**
 * Throws AppError for a directory in which others could put their keys and twins. A group may write: where each user
 * has a group of their own, that is how directories are made. Root works in directories of others, as in a container
 * with a mounted one. Windows has no such modes.
 */
export async function refuseShared(directory: string): Promise<void> {
  const uid = process.getuid?.();
  if (uid === undefined) return;
  const found = await stat(directory).catch(() => undefined);
  if (found === undefined) return;
  if (uid !== 0 && found.uid !== uid) throw shared(directory, `belongs to another user (${found.uid})`, `chown ${uid}`);
  if ((found.mode & 0o002) !== 0) throw shared(directory, 'can be written by all users', 'chmod o-w');
}

/** Takes from others what they may do with files of ours, and says with which in a sentence each. */
export async function tightenModes(directory: string): Promise<readonly string[]> {
  if (process.getuid === undefined) return [];
  const store = join(directory, 'store');
  const names = (await readdir(directory)).filter(name => own.test(name));
  const inStore = (await readdir(store)).map(name => join(store, name));
  const paths = [store, ...names.map(name => join(directory, name)), ...inStore];
  const tightened: string[] = [];
  for (const path of paths) if (await tighten(path)) tightened.push(relative(directory, path));
  return tightened.length === 0 ? [] : [`Other users could read or change ${tightened.join(', ')}: now they cannot.`];
}

async function tighten(path: string): Promise<boolean> {
  const found = await lstat(path);
  const mode = found.mode & 0o777;
  const kept = mode & (othersMayRead.test(basename(path)) ? 0o755 : 0o700);
  // A link's mode is its target's, which is not ours to change.
  if (kept === mode || found.isSymbolicLink()) return false;
  await chmod(path, kept);
  return true;
}

function shared(directory: string, how: string, command: string): AppError {
  return new AppError(`The data directory ${directory} ${how}: they could change what the hub keeps.`, {
    hint: `Run: ${command} '${directory}'. Or choose another with --data-dir.`,
    exitCode: ExitCode.connection,
  });
}
