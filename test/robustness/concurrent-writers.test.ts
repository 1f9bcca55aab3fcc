import { expect, it } from 'vitest';
import { startDeviceHub } from '../helpers/device-hub.ts';
import { temporaryDirectory } from '../helpers/directory.ts';
import { behindProxies } from '../helpers/network-proxy.ts';
import { checkLinearizable } from './linearizable.ts';
import { etagsAnswered, type TwinNumbers, twinModel } from './twin-model.ts';
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
  const { hub: direct } = await startDeviceHub(['d'], { dataDir: temporaryDirectory() });
  const { https, hub } = await behindProxies(direct);
  const recorder = await TwinRecorder.open(hub, 'd');
  const initial = (await recorder.read())!;
  return { hub, https, recorder, initial };
}

function verdictOf({ history }: TwinRecorder, initial: TwinNumbers) {
  return checkLinearizable(history, twinModel(initial, etagsAnswered(history)));
}

function tally({ history }: TwinRecorder) {
  const writes = history.flatMap(({ did }) => (did.call === 'read' ? [] : [did.saw]));
  const count = (status: 412 | 500) => writes.filter(saw => saw === status).length;
  const lost = writes.filter(saw => saw === 'lost').length;
  return { lost, writes: writes.length, refused: count(412), failed: count(500) };
}

it('twenty writers of one twin through REST and MQTT see one order of what was done', async () => {
  const { recorder, initial } = await startRecorder();
  await write(recorder);
  const { writes, refused, failed } = tally(recorder);
  expect([writes, failed]).toEqual([2 * writersPerDoor * rounds, 0]);
  expect(refused).toBeGreaterThan(10);
  expect(writes - refused).toBeGreaterThan(50);
  expect(verdictOf(recorder, initial)).toEqual({ isLinearizable: true });
});

it('and so they do while the disk fails again and again: what is refused was never there', async () => {
  const { hub, recorder, initial } = await startRecorder();
  let turns = 0;
  await write(recorder, () => hub.control.apply({ action: 'disk', broken: turns++ % 20 > 12 }));
  const { writes, refused, failed } = tally(recorder);
  expect(failed).toBeGreaterThan(10);
  expect(writes - refused - failed).toBeGreaterThan(50);
  expect(verdictOf(recorder, initial)).toEqual({ isLinearizable: true });
});

it('and so they do while connections are cut: a write whose answer was lost was done once or not at all', async () => {
  const { https, recorder, initial } = await startRecorder();
  let turns = 0;
  await write(recorder, () => {
    if (turns++ % 25 === 24) setImmediate(() => https.cut());
  });
  const { lost, writes, refused } = tally(recorder);
  expect(lost).toBeGreaterThan(3);
  expect(writes - refused - lost).toBeGreaterThan(50);
  expect(verdictOf(recorder, initial)).toEqual({ isLinearizable: true });
});
