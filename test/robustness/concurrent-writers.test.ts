import { expect, it } from 'vitest';
import { startDeviceHub } from '../helpers/device-hub.ts';
import { temporaryDirectory } from '../helpers/directory.ts';
import { checkLinearizable } from './linearizable.ts';
import { twinModel } from './twin-model.ts';
import { TwinRecorder } from './twin-recorder.ts';

const writersPerDoor = 10;
const rounds = 12;

/** Ten writers through each door: each reads, then writes on the condition that nothing changed, or without one. */
async function write(recorder: TwinRecorder, between: () => void = () => {}): Promise<void> {
  let number = 0;
  const byRest = async (round: number) => {
    const etag = (await recorder.read())?.etag;
    await recorder.patch(++number, round % 3 === 0 ? undefined : etag);
  };
  const byMqtt = async (round: number) => {
    const version = (await recorder.readAsDevice())?.reportedVersion;
    await recorder.report(++number, round % 2 === 0 ? undefined : version);
  };
  const writer = async (act: (round: number) => Promise<void>) => {
    for (let round = 0; round < rounds; round++) {
      between();
      await act(round);
    }
  };
  const all = Array.from({ length: writersPerDoor }, () => [writer(byRest), writer(byMqtt)]).flat();
  await Promise.all(all);
  await recorder.read();
}

async function startRecorder() {
  const { hub } = await startDeviceHub(['d'], { dataDir: temporaryDirectory() });
  const recorder = await TwinRecorder.open(hub, 'd');
  const initial = (await recorder.read())!;
  return { hub, recorder, initial };
}

function tally({ history }: TwinRecorder) {
  const writes = history.flatMap(({ did }) => (did.call === 'read' ? [] : [did.saw]));
  const count = (status: 412 | 500) => writes.filter(saw => saw === status).length;
  return { writes: writes.length, refused: count(412), failed: count(500) };
}

it('twenty writers of one twin through REST and MQTT see one order of what was done', async () => {
  const { recorder, initial } = await startRecorder();
  await write(recorder);
  const { writes, refused, failed } = tally(recorder);
  expect([writes, failed]).toEqual([2 * writersPerDoor * rounds, 0]);
  expect(refused).toBeGreaterThan(10);
  expect(writes - refused).toBeGreaterThan(50);
  expect(checkLinearizable(recorder.history, twinModel(initial))).toEqual({ isLinearizable: true });
});

it('and so they do while the disk fails again and again: what is refused was never there', async () => {
  const { hub, recorder, initial } = await startRecorder();
  let turns = 0;
  await write(recorder, () => hub.control.apply({ action: 'disk', broken: turns++ % 20 > 12 }));
  const { writes, refused, failed } = tally(recorder);
  expect(failed).toBeGreaterThan(10);
  expect(writes - refused - failed).toBeGreaterThan(50);
  expect(checkLinearizable(recorder.history, twinModel(initial))).toEqual({ isLinearizable: true });
});
