import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

/** A process, told apart from others that get the same number later or elsewhere. */
export type ProcessIdentity = {
  readonly pid: number;
  /** When it began, as the system writes it; undefined where the system does not tell. */
  readonly started: string | undefined;
  /** Where its number means something: a boot of a machine and there a namespace of numbers. */
  readonly place: string;
};

export async function ownIdentity(): Promise<ProcessIdentity> {
  const [started, place] = await Promise.all([startOf(process.pid), ownPlace()]);
  return { pid: process.pid, started, place };
}

/** Undefined when that cannot be told from here: the process belongs to another machine or container. */
export async function isRunning(identity: ProcessIdentity): Promise<boolean | undefined> {
  if (identity.place !== (await ownPlace())) return undefined;
  if (!hasPid(identity.pid)) return false;
  return identity.started === undefined || identity.started === (await startOf(identity.pid));
}

function hasPid(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, so it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function startOf(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') return startTicks(await readFile(`/proc/${pid}/stat`, 'utf8'));
    if (process.platform === 'win32') return undefined;
    // Elsewhere it would only be loaded at every start.
    const { execFile } = await import('node:child_process');
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Field 22 of proc(5) stat; the second is the program's name in brackets and may hold anything. */
function startTicks(stat: string): string | undefined {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

async function ownPlace(): Promise<string> {
  if (process.platform !== 'linux') return hostname();
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
