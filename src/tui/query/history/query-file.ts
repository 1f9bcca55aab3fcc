import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../../../lib/errors.ts';
import { isObject, type Json } from '../../../lib/json.ts';
import { type Favourite, favouriteLimit, historyLimit, nothingSaved, type SavedQueries } from './saved-queries.ts';

export type ReadQueries = {
  readonly saved: SavedQueries;
  /** Why nothing or not all could be read. */
  readonly problem: string | undefined;
};

/** Far beyond 500 queries of the greatest length that is usual. */
const largestFile = 4 * 1024 * 1024;

/**
 * History and favourites in a file of the data directory, readable by its owner only. Each change reads the file
 * again, so that two screens keep each other's queries, and takes its place at once, so that none is ever half written.
 */
export class QueryFile {
  readonly #path: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Never rejects. A damaged file is put aside, so that what it holds is not lost by the next change. */
  async read(): Promise<ReadQueries> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      const isNew = (error as NodeJS.ErrnoException).code === 'ENOENT';
      return { saved: nothingSaved, problem: isNew ? undefined : `the history cannot be read: ${messageOf(error)}` };
    }
    const saved = text.length > largestFile ? undefined : parse(text);
    if (saved !== undefined) return { saved, problem: undefined };
    const aside = `${this.#path}.damaged`;
    await rename(this.#path, aside).catch(() => {});
    return { saved: nothingSaved, problem: `the history was damaged; it is kept as ${aside}` };
  }

  /** Changes one after the other, in their order. Rejects when the file cannot be written. */
  change(make: (saved: SavedQueries) => SavedQueries): Promise<void> {
    const done = this.#last.then(() => this.#change(make));
    this.#last = done.catch(() => {});
    return done;
  }

  async #change(make: (saved: SavedQueries) => SavedQueries): Promise<void> {
    const { saved } = await this.read();
    const next = make(saved);
    if (next === saved) return;
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const temporary = `${this.#path}.${process.pid}.new`;
    try {
      const file = await open(temporary, 'w', 0o600);
      try {
        await file.writeFile(`${JSON.stringify({ version: 1, ...next }, undefined, 1)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.#path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

function parse(text: string): SavedQueries | undefined {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  if (!isObject(value) || !Array.isArray(value.history) || !Array.isArray(value.favourites)) return undefined;
  const history = (value.history as readonly Json[]).filter(entry => typeof entry === 'string');
  const favourites = (value.favourites as readonly Json[]).filter(isFavourite);
  return { history: history.slice(-historyLimit), favourites: favourites.slice(-favouriteLimit) };
}

function isFavourite(value: unknown): value is Favourite {
  return isObject(value) && typeof value.name === 'string' && typeof value.text === 'string';
}
