import { setImmediate as immediate } from 'node:timers/promises';
import { formatVersion } from '../../src/hub/store/file-header.ts';
import { migrations } from '../../src/hub/store/migrations.ts';
import type { Format } from '../../src/hub/store/recover.ts';
import type { StoreFiles } from '../../src/hub/store/store-files.ts';
import { AppError, messageOf } from '../../src/lib/errors.ts';
import { SimulatedDisk } from '../helpers/simulated-disk.ts';
import { type FaultKind, faultKinds } from './fault-kinds.ts';
import { type OpenedHub, openHub } from './opened-hub.ts';
import { StoreHistory } from './store-history.ts';

/** What the disk holds when the life begins in which the fault comes. */
export const beginnings = ['an empty disk', 'a crash before', 'an older format'] as const;
export type Beginning = (typeof beginnings)[number];

export type SweepFigures = {
  /** Calls of the disk in the runs without a fault. */
  points: number;
  runs: number;
  acknowledged: number;
  /** Runs whose fault let the hub not even start. */
  notStarted: number;
  /** Sentences; none when nothing is wrong. */
  readonly wrong: string[];
};

export type Setting = {
  /** Writes of each writer in a life. */
  readonly rounds: number;
  /** 1 takes every point. */
  readonly stride: number;
  /** Stands between the store and the disk; for the sweep's own test. */
  readonly through?: (files: StoreFiles) => StoreFiles;
};

/** Lets the disk fail at every call of the store (or each `stride`th) in every way, and checks what is there then. */
export async function faultSweep(setting: Setting): Promise<SweepFigures> {
  const { stride } = setting;
  const figures: SweepFigures = { points: 0, runs: 0, acknowledged: 0, notStarted: 0, wrong: [] };
  for (const beginning of beginnings) {
    const clean = new SweepRun(beginning, setting);
    await clean.live(undefined, 0);
    figures.points += clean.calls;
    for (const [index, kind] of faultKinds.entries()) {
      for (let point = index % stride; point < clean.calls; point += stride) {
        const run = new SweepRun(beginning, setting);
        await run.live(kind, point);
        figures.runs++;
        figures.acknowledged += run.history.acknowledged;
        if (run.hasNotStarted) figures.notStarted++;
        const name = `${beginning}; ${kind.name} at call ${point} (${run.failed})`;
        figures.wrong.push(...run.history.wrong.map(what => `${name}: ${what}`));
      }
    }
  }
  return figures;
}

const directory = '/simulated/store';
/** So short that a run has several snapshots. */
const snapshotAfter = 12_000;

/** The lives of one hub: what was before, the one with the fault, and two in which all must be well. */
class SweepRun {
  readonly history = new StoreHistory();
  readonly #beginning: Beginning;
  readonly #rounds: number;
  readonly #through: (files: StoreFiles) => StoreFiles;
  calls = 0;
  hasNotStarted = false;
  failed = 'not reached';

  constructor(beginning: Beginning, { rounds, through = files => files }: Setting) {
    this.#beginning = beginning;
    this.#rounds = rounds;
    this.#through = through;
  }

  async live(kind: FaultKind | undefined, point: number): Promise<void> {
    const disk = await this.#prepare();
    if (kind !== undefined) this.#plan(disk, kind, point);
    await this.#faultyLife(disk);
    this.calls = disk.calls.length;
    const random = numbers(point + 1);
    const next = kind === undefined ? disk.afterKill() : kind.after(disk, random);
    await this.#goodLife(next, kind?.refused ?? 'are gone');
    await this.#goodLife(
      next.afterPowerFailure(() => 0),
      'are gone',
    );
  }

  #plan(disk: SimulatedDisk, kind: FaultKind, point: number): void {
    let hasHit = false;
    disk.fault = call => {
      const isDue = disk.calls.length > point;
      if (!isDue || !kind.hits(call) || (hasHit && !kind.isLasting)) return undefined;
      if (!hasHit) this.failed = `${call.call} ${call.path}`;
      hasHit = true;
      return kind.fault;
    };
  }

  async #prepare(): Promise<SimulatedDisk> {
    const disk = new SimulatedDisk();
    if (this.#beginning === 'an empty disk') return disk;
    const hub = await openHub({ directory, files: this.#through(disk.files), snapshotAfter });
    await this.history.work(hub, this.#rounds);
    if (this.#beginning === 'an older format') {
      await hub.state.close();
      return disk.afterPowerFailure(() => 0);
    }
    // The power fails while a snapshot is being written and a write is on its way to the log behind it.
    disk.fault = ({ call, path }) =>
      call === 'write' && path.endsWith('.log') && disk.calls.some(made => made.path.endsWith('.tmp'))
        ? { type: 'crash', at: 'half' }
        : undefined;
    const load = this.history.work(hub, this.#rounds);
    void hub.state.snapshot().catch(() => undefined);
    await Promise.race([load, disk.crashed]);
    return disk.afterKill();
  }

  /** Ends well, by a crash, or before it began. */
  async #faultyLife(disk: SimulatedDisk): Promise<void> {
    const life = async () => {
      const hub = await this.#open(disk);
      if (this.#beginning === 'a crash before') this.history.check(hub, 'are gone');
      await this.history.work(hub, this.#rounds);
      await hub.state.close();
    };
    const ended = life().catch(error => this.#refuseStart(error));
    await Promise.race([ended, disk.crashed.then(() => immediate())]);
  }

  #refuseStart(error: unknown): void {
    this.hasNotStarted = true;
    const isClear = error instanceof AppError && error.hint !== undefined;
    if (!isClear) this.history.wrong.push(`the hub does not start, and says only: ${messageOf(error)}`);
  }

  async #goodLife(disk: SimulatedDisk, refused: Parameters<StoreHistory['check']>[1]): Promise<void> {
    try {
      const hub = await this.#open(disk);
      this.history.check(hub, refused);
      await this.history.work(hub, 2);
      await hub.state.close();
    } catch (error) {
      this.history.wrong.push(`the hub does not start afterwards: ${messageOf(error)}`);
    }
  }

  #open(disk: SimulatedDisk): Promise<OpenedHub> {
    return openHub({ directory, files: this.#through(disk.files), snapshotAfter, format: this.#format });
  }

  get #format(): Format | undefined {
    if (this.#beginning !== 'an older format') return undefined;
    return { version: formatVersion + 1, migrations };
  }
}

/** Numbers below 1 that repeat themselves for an equal seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
