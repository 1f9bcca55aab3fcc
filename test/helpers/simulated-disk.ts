import { basename } from 'node:path';
import { setImmediate as immediate } from 'node:timers/promises';
import type { StoreFile, StoreFiles } from '../../src/hub/store/store-files.ts';
import type { FileCall } from './faulty-files.ts';
import { SimulatedFile } from './simulated-file.ts';

/** What happens at one call: it is refused, or the process ends there and never hears of it. */
export type DiskFault =
  | { readonly type: 'refuse'; readonly code: 'ENOSPC' | 'EIO' }
  | { readonly type: 'crash'; readonly at: 'before' | 'half' | 'after' };

/** `create` is an open that makes or empties a file. */
export type DiskCall = { readonly call: FileCall | 'create'; readonly path: string };

type Names = ReadonlyMap<string, SimulatedFile>;

/**
 * A directory of files on a disk that keeps what a real one promises and no more: what was not synced may be there,
 * be missing or be there in sectors after the power failed. Every call can be made to fail.
 */
export class SimulatedDisk {
  /** Decides at each call, reads included. */
  fault: (call: DiskCall) => DiskFault | undefined = () => undefined;
  /** All calls so far. */
  readonly calls: DiskCall[] = [];
  /** Resolves when the process that uses the disk ended by a fault. */
  readonly crashed: Promise<void>;
  isCrashed = false;
  #crash!: () => void;
  /** Since the directory was last synced, oldest first; a power failure leaves one of them. */
  #history: Names[];

  constructor(files: ReadonlyMap<string, Buffer> = new Map<string, Buffer>()) {
    this.#history = [new Map([...files].map(([name, content]) => [name, new SimulatedFile(content)]))];
    this.crashed = new Promise(resolve => {
      this.#crash = () => {
        this.isCrashed = true;
        resolve();
      };
    });
  }

  /** The disk as the next process finds it when only this one ended. */
  afterKill(): SimulatedDisk {
    return new SimulatedDisk(new Map([...this.#names].map(([name, file]) => [name, Buffer.from(file.seen)])));
  }

  /** The disk as it is found when the power failed; `random` gives numbers below 1, 0 for nothing that was not synced. */
  afterPowerFailure(random: () => number): SimulatedDisk {
    const names = this.#history[Math.floor(random() * this.#history.length)]!;
    const isWritten = () => random() > 0.5;
    return new SimulatedDisk(new Map([...names].map(([name, file]) => [name, file.afterPowerFailure(isWritten)])));
  }

  readonly files: StoreFiles = {
    list: path => this.#call({ call: 'list', path }, () => [...this.#names.keys()]),
    open: (path, mode) => {
      const call = mode === 'create' ? mode : 'open';
      return this.#call({ call, path }, () => this.#handle(path, this.#open(basename(path), mode)));
    },
    rename: (from, to) => this.#call({ call: 'rename', path: to }, () => this.#rename(basename(from), basename(to))),
    remove: path => this.#call({ call: 'remove', path }, () => this.#change(names => names.delete(basename(path)))),
    syncDirectory: path =>
      this.#call({ call: 'syncDirectory', path }, () => {
        this.#history = [this.#names];
      }),
  };

  get #names(): Names {
    return this.#history.at(-1)!;
  }

  #change(act: (names: Map<string, SimulatedFile>) => void): void {
    const names = new Map(this.#names);
    act(names);
    this.#history.push(names);
  }

  #open(name: string, mode: 'read' | 'create' | 'update'): SimulatedFile {
    const known = this.#names.get(name);
    if (mode !== 'create') {
      if (known === undefined) throw systemError('ENOENT');
      return known;
    }
    if (known !== undefined) {
      known.truncate(0);
      return known;
    }
    const made = new SimulatedFile();
    this.#change(names => names.set(name, made));
    return made;
  }

  #rename(from: string, to: string): void {
    const file = this.#names.get(from);
    if (file === undefined) throw systemError('ENOENT');
    this.#change(names => {
      names.delete(from);
      names.set(to, file);
    });
  }

  #handle(path: string, file: SimulatedFile): StoreFile {
    return {
      size: () => this.#call({ call: 'size', path }, () => file.seen.length),
      read: (buffer, position) => this.#call({ call: 'read', path }, () => file.read(buffer, position)),
      write: (buffer, position) => {
        const half = () => file.write(buffer.subarray(0, buffer.length >> 1), position);
        return this.#call({ call: 'write', path }, () => file.write(buffer, position), half);
      },
      truncate: length => this.#call({ call: 'truncate', path }, () => file.truncate(length)),
      sync: () => {
        const fail = ({ type }: DiskFault) => (type === 'refuse' ? file.failSync() : undefined);
        return this.#call({ call: 'sync', path }, () => file.sync(), fail);
      },
      close: async () => {},
    };
  }

  /** `half` is what a call leaves behind that did not succeed. */
  async #call<T>(call: DiskCall, act: () => T, half: (fault: DiskFault) => void = () => {}): Promise<T> {
    await immediate();
    if (this.isCrashed) return never();
    this.calls.push(call);
    const fault = this.fault(call);
    if (fault === undefined) return act();
    if (fault.type === 'refuse') {
      half(fault);
      throw systemError(fault.code);
    }
    if (fault.at === 'half') half(fault);
    if (fault.at === 'after') act();
    this.#crash();
    return never();
  }
}

/** Nobody is there any more to hear of it. */
const never = <T>(): Promise<T> => new Promise<T>(() => {});

function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: the simulated disk`), { code });
}
