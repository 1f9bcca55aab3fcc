import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DurableState } from '../../../src/hub/state/durable-state.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { FaultyFiles, type FileCall } from '../../helpers/faulty-files.ts';
import { contentOf, reopened, twinChange } from './samples.ts';

const twins = 1_200;
const changes = Array.from({ length: twins }, (_, number) => twinChange(`twin${number}`, number, 'x'.repeat(500)));

/** Fills a new store, with a disk that is tampered with once it is open. */
async function fill(tamper: (faulty: FaultyFiles) => void, signal?: AbortSignal) {
  const directory = temporaryDirectory();
  const faulty = new FaultyFiles();
  const state = await DurableState.open({ directory, files: faulty.files });
  await state.commit([twinChange('before', 1)]);
  tamper(faulty);
  const filled = await state.fill(changes, signal).then(
    () => 'filled',
    error => (error as Error).message,
  );
  const later = await state.commit([twinChange('after', 1)]).then(
    () => 'taken',
    () => 'refused',
  );
  await state.close();
  const found = await reopened({ directory }, contentOf);
  return { filled, later, directory, found: (found as [string, unknown][][])[3]!.map(([key]) => key) };
}

describe('a state that is filled', () => {
  it('has all of it beside what it had, and takes what comes after', async () => {
    const { filled, later, found } = await fill(() => {});
    expect([filled, later]).toEqual(['filled', 'taken']);
    expect(found).toEqual(['before', ...changes.map(({ key }) => key), 'after']);
  });

  it.each<FileCall>(['open', 'write', 'sync', 'rename'])('with a disk that fails at %s has none of it', async call => {
    const { filled, later, found, directory } = await fill(faulty => faulty.failOn(call));
    expect([filled, later]).toEqual([expect.stringMatching(/no space/), 'refused']);
    expect(found).toEqual(['before']);
    expect(readdirSync(directory).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });

  it('until a signal in the middle of its writing has none of it', async () => {
    const controller = new AbortController();
    const abort = (faulty: FaultyFiles) => {
      faulty.before = (call, path) => {
        if (call === 'write' && path.endsWith('.tmp')) controller.abort(new Error('enough'));
      };
    };
    const { filled, later, found } = await fill(abort, controller.signal);
    expect([filled, later]).toEqual(['enough', 'refused']);
    expect(found).toEqual(['before']);
  });
});
