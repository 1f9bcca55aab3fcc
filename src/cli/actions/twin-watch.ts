import type { Freshness, TwinVersion } from '../../clients/twin-watch.ts';
import type { TwinWatcher } from '../../clients/twin-watcher.ts';
import { AppError, ExitCode } from '../../lib/errors.ts';
import { safeJson } from '../../lib/escape.ts';
import type { Json } from '../../lib/json.ts';
import { compileRowTest } from '../../query/compile/compile-row-test.ts';
import { readMember } from '../../query/engine/read-member.ts';
import { parseCondition } from '../../query/language/parser.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import { note, print } from '../output/print.ts';
import { withConnection } from '../with-connection.ts';
import { type TwinFlags, targetOf } from './twin.ts';

/** `twin watch`: a line of JSON for each version, from the present one on, until it is interrupted. */
export async function watchTwin(deviceId: string, flags: TwinFlags): Promise<void> {
  await withConnection(flags, async ({ connection, signal }) => {
    for await (const version of versionsOf(connection.watch(targetOf(deviceId, flags)), signal)) {
      await print(`${safeJson(lineOf(version))}\n`);
    }
  });
}

/**
 * The versions that a watcher sees, as they come; on stderr when the hub does not answer, and when it does again.
 * Throws the ClientError of a twin that cannot be read, or is gone.
 */
async function* versionsOf(watcher: TwinWatcher, signal: AbortSignal): AsyncGenerator<TwinVersion, void, void> {
  let wake = () => {};
  const unsubscribe = watcher.subscribe(() => wake());
  signal.addEventListener('abort', () => wake(), { once: true });
  let told: TwinVersion | undefined;
  let isStale = false;
  try {
    while (!signal.aborted) {
      const changed = new Promise<void>(resolve => {
        wake = resolve;
      });
      const { history, freshness } = watcher.getSnapshot();
      const from = told === undefined ? 0 : indexAfter(history, told);
      for (const version of history.slice(from)) {
        told = version;
        yield version;
      }
      if (freshness.kind === 'gone' || (freshness.kind === 'stale' && told === undefined)) throw freshness.error;
      isStale = tellStale(freshness, isStale);
      if (watcher.getSnapshot().history === history) await changed;
    }
  } finally {
    unsubscribe();
  }
}

/**
 * Notes that the hub does not answer, and when it does again: to a reader its silence looks like a twin that does not
 * change.
 */
function tellStale(freshness: Freshness, wasStale: boolean): boolean {
  if (freshness.kind === 'stale') {
    if (!wasStale) note(`the twin may be out of date: ${freshness.error.message}`);
    return true;
  }
  if (wasStale && freshness.kind === 'live') note('the hub answers again');
  return wasStale && freshness.kind !== 'live';
}

/** Finds the version by its document: its author may have become known since, which makes a new entry. */
function indexAfter(history: readonly TwinVersion[], told: TwinVersion): number {
  return history.findLastIndex(({ document }) => document === told.document) + 1;
}

function lineOf({ at, document, changedBy }: TwinVersion): object {
  const { version, etag } = document;
  return { at: new Date(at).toISOString(), version, etag, changedBy, twin: document };
}

export type WaitFlags = TwinFlags & { readonly where: string; readonly timeout: number };

/**
 * `twin wait`: ends when the condition holds for the twin. Throws AppError when the time is up before: exit 3 when the
 * hub does not answer by then, so that nobody knows, else 1.
 */
export async function waitForTwin(deviceId: string, flags: WaitFlags): Promise<void> {
  const holds = conditionOf(flags.where);
  await withConnection(flags, async ({ connection, signal }) => {
    const limit = AbortSignal.timeout(Math.ceil(flags.timeout * 1000));
    const watcher = connection.watch(targetOf(deviceId, flags));
    for await (const { document } of versionsOf(watcher, AbortSignal.any([signal, limit]))) {
      if (holds(document)) return;
    }
    const message = `the condition did not hold within ${flags.timeout} s: ${flags.where}`;
    const { freshness } = watcher.getSnapshot();
    if (freshness.kind !== 'stale') {
      throw new AppError(message, {
        hint: `Look at the twin with: twin-tui twin show ${deviceId}. Wait longer with --timeout.`,
      });
    }
    const { error } = freshness;
    const exitCode = error.trouble === 'throttled' ? ExitCode.throttled : ExitCode.connection;
    const hint = 'The hub did not answer at the end, so it may hold by now. Look with: twin-tui doctor';
    throw new AppError(`${message}; ${error.message}`, { exitCode, hint, cause: error });
  });
}

/** Judged here and not by the hub's index, which may lag behind by minutes. Throws QuerySyntaxError. */
function conditionOf(text: string): (twin: TwinDocument) => boolean {
  const { where } = parseCondition(text);
  if (where === undefined) return () => true;
  return compileRowTest(where, (twin: TwinDocument, path) => readMember(twin as unknown as Json, path));
}
