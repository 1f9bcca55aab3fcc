import { randomBytes, randomInt } from 'node:crypto';
import { readdir, stat, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, ExitCode } from '../../lib/errors.ts';
import { parseJson, readIfPresent, writePrivateFile } from './private-file.ts';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.ts';

type Claim = ProcessIdentity & { readonly holds: boolean };

/** How often two that start at the same moment step back for each other, at most. */
const attempts = 40;
/** A claim from a machine or container whose processes cannot be seen from here is touched this often (ms), … */
const heartbeat = 5_000;
/** … and void when it has not been for so long. */
const voidAfter = 20_000;

/**
 * One process per data directory. Each that wants it puts a claim of its own there, then looks for others: who sees
 * none that is alive holds the directory, who sees one withdraws. Of two that come at the same time at least one sees
 * the other, so both can never hold it; claims of dead processes are void, and removing them is safe, as no name is
 * ever used again.
 */
export class DirectoryLock {
  readonly #path: string;
  readonly #timer: NodeJS.Timeout;

  private constructor(path: string) {
    this.#path = path;
    this.#timer = setInterval(() => {
      const now = new Date();
      utimes(path, now, now).catch(() => undefined);
    }, heartbeat).unref();
  }

  /** Throws AppError when another process holds the directory; its cause has the code `ELOCKED`. */
  static async acquire(directory: string): Promise<DirectoryLock> {
    const own = await ownIdentity();
    for (let attempt = 1; ; attempt++) {
      const path = join(directory, `lock-${own.pid}-${randomBytes(8).toString('hex')}`);
      await writeClaim(path, { ...own, holds: false });
      const rival = await findRival(directory, path);
      if (rival === undefined) {
        await writeClaim(path, { ...own, holds: true });
        return new DirectoryLock(path);
      }
      await unlink(path);
      if (rival.holds || attempt === attempts) throw inUse(directory, rival);
      await delay(randomInt(5, 50 + 5 * attempt));
    }
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await unlink(this.#path).catch(() => undefined);
  }
}

/** The process that holds a directory, if one does. */
export async function findHolder(directory: string): Promise<ProcessIdentity | undefined> {
  for (const path of await claimsIn(directory)) {
    const claim = await readClaim(path);
    if (claim?.holds && (await isAlive(claim, path, Date.now()))) return claim;
  }
  return undefined;
}

/** One whose claim counts: one that holds the directory before others. Removes claims that are void. */
async function findRival(directory: string, own: string): Promise<Claim | undefined> {
  // The time as the file system has it: that of another machine may be wrong.
  const now = (await stat(own)).mtimeMs;
  let rival: Claim | undefined;
  for (const path of await claimsIn(directory)) {
    const claim = path === own ? undefined : await readClaim(path);
    if (claim === undefined) continue;
    if (!(await isAlive(claim, path, now))) await unlink(path).catch(() => undefined);
    else if (rival === undefined || claim.holds) rival = claim;
  }
  return rival;
}

async function claimsIn(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(() => []);
  return names.filter(name => /^lock-\d+-[0-9a-f]{16}$/.test(name)).map(name => join(directory, name));
}

function writeClaim(path: string, claim: Claim): Promise<void> {
  return writePrivateFile(path, JSON.stringify(claim), 'passing');
}

/** Undefined when it was withdrawn meanwhile, or emptied by a power failure. */
async function readClaim(path: string): Promise<Claim | undefined> {
  const text = await readIfPresent(path);
  return text === undefined ? undefined : parseJson<Claim>(text);
}

async function isAlive(claim: Claim, path: string, now: number): Promise<boolean> {
  const running = await isRunning(claim);
  if (running !== undefined) return running;
  const touched = await stat(path).catch(() => undefined);
  return touched !== undefined && now - touched.mtimeMs < voidAfter;
}

function inUse(directory: string, { pid }: ProcessIdentity): AppError {
  const cause = Object.assign(new Error('the data directory is locked'), { code: 'ELOCKED' });
  return new AppError(`The data directory ${directory} is in use by process ${pid}.`, {
    hint: 'Stop that hub, or choose another directory with --data-dir, or keep nothing with --ephemeral.',
    exitCode: ExitCode.connection,
    cause,
  });
}
