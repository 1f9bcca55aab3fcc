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
/** Who could not touch it for so long looks whether it is still there before anything is written. */
const doubtAfter = voidAfter - heartbeat;

/**
 * One process per data directory. Each that wants it puts a claim of its own there, then looks for others: who sees
 * none that is alive holds the directory, who sees one withdraws. Of two that come at the same time at least one sees
 * the other, so both can never hold it; claims of dead processes are void, and removing them is safe, as no name is
 * ever used again.
 */
export class DirectoryLock {
  readonly #directory: string;
  readonly #path: string;
  readonly #claim: string;
  readonly #timer: NodeJS.Timeout;
  readonly #lost = new AbortController();
  #touchedAt: number;
  /** When nobody could take the claim for void, for the last time. */
  #heldAt: number;
  #isReleased = false;

  private constructor(directory: string, path: string, claim: string, heldAt: number) {
    this.#directory = directory;
    this.#path = path;
    this.#claim = claim;
    this.#touchedAt = heldAt;
    this.#heldAt = heldAt;
    this.#timer = setInterval(() => {
      // What cannot be read now leaves a doubt, and is tried again.
      this.#touch().catch(() => undefined);
    }, heartbeat).unref();
  }

  /** Throws AppError when another process holds the directory; its cause has the code `ELOCKED`. */
  static async acquire(directory: string): Promise<DirectoryLock> {
    const own = await ownIdentity();
    for (let attempt = 1; ; attempt++) {
      const path = join(directory, `lock-${own.pid}-${randomBytes(8).toString('hex')}`);
      await writeClaim(path, claimText({ ...own, holds: false }));
      const rival = await findRival(directory, path);
      if (rival === undefined) {
        const claim = claimText({ ...own, holds: true });
        const heldAt = Date.now();
        await writeClaim(path, claim);
        return new DirectoryLock(directory, path, claim, heldAt);
      }
      await unlink(path);
      if (rival.holds || attempt === attempts) throw inUse(directory, rival);
      await delay(randomInt(5, 50 + 5 * attempt));
    }
  }

  /** Aborted, with the reason, when the claim is gone: a machine that was suspended is taken for dead by others. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /**
   * To be called before anything is written, and when it is on the disk, before anybody is told. Rejects once the
   * directory may be another's; undefined where that cannot be.
   */
  check(): Promise<void> | undefined {
    return this.lost.aborted || isDoubtful(this.#heldAt, Date.now()) ? this.#look() : undefined;
  }

  async release(): Promise<void> {
    this.#isReleased = true;
    clearInterval(this.#timer);
    await unlink(this.#path).catch(() => undefined);
  }

  async #touch(): Promise<void> {
    const now = Date.now();
    const isTouched = await utimes(this.#path, now / 1000, now / 1000).then(
      () => true,
      () => false,
    );
    await this.#look();
    if (!isTouched) return;
    // Who saw a claim that was not touched for long may be about to remove it: only the next touch tells.
    if (!isDoubtful(this.#touchedAt, now)) this.#heldAt = now;
    this.#touchedAt = now;
  }

  async #look(): Promise<void> {
    this.lost.throwIfAborted();
    if ((await readIfPresent(this.#path)) === this.#claim || this.#isReleased) return;
    clearInterval(this.#timer);
    this.#lost.abort(noLongerHeld(this.#directory));
    this.lost.throwIfAborted();
  }
}

/** A clock that was set back tells nothing. */
function isDoubtful(since: number, now: number): boolean {
  return now < since || now - since >= doubtAfter;
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

function claimText(claim: Claim): string {
  return JSON.stringify(claim);
}

function writeClaim(path: string, text: string): Promise<void> {
  return writePrivateFile(path, text, 'passing');
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

function noLongerHeld(directory: string): AppError {
  const error = new AppError(
    `The data directory ${directory} is no longer held by this process: its claim there is gone.`,
    {
      hint: 'Another hub takes it when this one stood still for long, as in a paused container. What was acknowledged is kept.',
      exitCode: ExitCode.connection,
    },
  );
  return Object.assign(error, { code: 'ELOCKED' });
}
