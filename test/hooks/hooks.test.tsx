import { Text } from 'ink';
import { render } from 'ink-testing-library';
import { expect, it, onTestFinished } from 'vitest';
import type { DeviceList } from '../../src/clients/device-list.ts';
import { QuerySession } from '../../src/clients/query-session.ts';
import { useConnection } from '../../src/hooks/use-connection.ts';
import { useDeviceList } from '../../src/hooks/use-device-list.ts';
import { useJobList } from '../../src/hooks/use-job-list.ts';
import { useObservable } from '../../src/hooks/use-observable.ts';
import { useQuery } from '../../src/hooks/use-query.ts';
import { useTwin } from '../../src/hooks/use-twin.ts';
import { useWireLog } from '../../src/hooks/use-wire-log.ts';
import { ObservableValue } from '../../src/lib/observable.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';

function Shown({ hook }: { readonly hook: () => unknown }) {
  return <Text>{JSON.stringify(hook())}</Text>;
}

/** Renders what a hook says as JSON, and waits until it says what is expected. */
function show(hook: () => unknown) {
  const { lastFrame, unmount } = render(<Shown hook={hook} />);
  onTestFinished(() => unmount());
  return (pattern: RegExp) =>
    expect.poll(() => lastFrame()?.replaceAll('\n', ''), { timeout: 10_000, interval: 10 }).toMatch(pattern);
}

it('a component shows an observable value and its changes', async () => {
  const value = new ObservableValue('one');
  const shows = show(() => useObservable(value));
  await shows(/one/);
  value.set('two');
  await shows(/two/);
});

it('a pane shows a twin as it changes', async () => {
  const connection = connectTo(await startTestHub());
  await connection.service.identities.create({ deviceId: 'dev1' });
  const watcher = connection.watch({ deviceId: 'dev1' });
  const shows = show(() => {
    const { freshness, twin } = useTwin(watcher);
    return [freshness.kind, twin?.tags];
  });
  await shows(/loading/);
  await shows(/live/);
  await connection.service.twins.patch({ deviceId: 'dev1' }, { tags: { plant: 'Redmond43' } });
  await shows(/"plant":"Redmond43"/);
});

it('a pane shows the rows of a query, page by page, and its failure', async () => {
  const connection = connectTo(await startTestHub());
  const devices = Array.from({ length: 101 }, (_, index) => `dev${index}`);
  for (const deviceId of devices) await connection.service.identities.create({ deviceId });
  const session = new QuerySession(connection.service);
  const shows = show(() => {
    const { status, rows, error } = useQuery(session);
    return [status, rows.length, error?.trouble];
  });
  await shows(/idle/);
  await session.run('SELECT * FROM devices');
  await shows(/\["partial",100/);
  await session.more();
  await shows(/\["done",101/);
  await session.run('SELECT nothing');
  await shows(/\["failed",0,"invalid"/);
});

it('the header and the wire log show what the hub does', async () => {
  const connection = connectTo(await startTestHub());
  const header = show(() => {
    const { status, kind, latency } = useConnection(connection);
    return [status, kind, latency === undefined ? 'no call' : 'called'];
  });
  const log = show(() => useWireLog(connection.wire).records.map(({ what, status }) => [what, status]));
  await header(/connected/);
  await connection.service.identities.create({ deviceId: 'dev1' });
  await header(/connected.*local.*called/);
  await log(/PUT \/devices\/dev1",200/);
});

it('a pane shows the devices of a hub, and follows them while it is shown', async () => {
  const connection = connectTo(await startTestHub());
  await connection.service.identities.create({ deviceId: 'dev1' });
  let list: DeviceList | undefined;
  const shows = show(() => {
    list = useDeviceList(connection, true);
    const { status, rows } = useObservable(list);
    return [status, ...rows.map(row => `${row.deviceId} ${row.status}`)];
  });
  await shows(/idle/);
  await list?.reload();
  await shows(/complete","dev1 enabled/);
  await connection.service.identities.setStatus('dev1', 'disabled');
  await connection.service.identities.create({ deviceId: 'dev2' });
  await shows(/dev1 disabled","dev2 enabled/);
  await list?.delete({ deviceId: 'dev1' });
  await shows(/\["complete","dev2 enabled"\]/);
});

it('jobs and configurations are followed while they are shown', async () => {
  const connection = connectTo(await startTestHub());
  const shows = show(() => {
    const { status, jobs } = useObservable(useJobList(connection, true));
    return [status, ...jobs.map(({ jobId, status: state }) => `${jobId} ${state}`)];
  });
  await shows(/\["complete"\]/);
  await connection.service.identities.create({ deviceId: 'dev1' });
  const patch = { tags: { plant: 'Redmond43' } };
  await connection.service.jobs.schedule({ jobId: 'j1', condition: '*', work: { kind: 'update-twin', patch } });
  await shows(/"j1 completed"/);
});
