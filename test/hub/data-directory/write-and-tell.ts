import { DurableState } from '../../../src/hub/state/durable-state.ts';
import { twinChange } from '../store/samples.ts';

/** Run as a process: writes from several writers without end, and tells each write when it was acknowledged. */
const [directory] = process.argv.slice(2);
const state = await DurableState.open({ directory: directory!, snapshotAfter: 64 * 1024 });
const work = async (writer: number) => {
  for (let round = 1; ; round++) {
    await state.commit([twinChange(`twin${writer}`, round, 'x'.repeat(500))]);
    process.stdout.write(`${writer} ${round}\n`);
  }
};
await Promise.all([0, 1, 2, 3].map(work));
