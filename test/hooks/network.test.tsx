import { Text } from 'ink';
import { render } from 'ink-testing-library';
import { expect, it, onTestFinished } from 'vitest';
import type { HubConnection } from '../../src/clients/hub-connection.ts';
import { useConnection } from '../../src/hooks/use-connection.ts';
import { useObservable } from '../../src/hooks/use-observable.ts';
import { useTwin } from '../../src/hooks/use-twin.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';
import { behindProxies } from '../helpers/network-proxy.ts';

const target = { deviceId: 'dev1' };

/** What the three panes say about the line, in one row. */
function Line({ connection }: { readonly connection: HubConnection }) {
  const { status: hub } = useConnection(connection);
  const { status, error, nextAttemptAt, pending } = useObservable(connection.device(target));
  const { freshness, twin } = useTwin(connection.watch(target));
  const retry = nextAttemptAt === undefined ? 'no retry' : 'will retry';
  const device = `${status}, ${error?.trouble ?? 'no trouble'}, ${retry}, ${pending.length} kept`;
  return <Text>{`hub ${hub}; twin ${freshness.kind} ${String(twin?.tags?.n)}; device ${device}`}</Text>;
}

it('the panes say that the hub is gone, what is kept and that it is tried again, and that all is well again', async () => {
  const direct = await startTestHub();
  const truth = connectTo(direct).service;
  await truth.identities.create(target);
  const { mqtt, https, hub } = await behindProxies(direct);
  const connection = connectTo(hub);
  await connection.device(target).connect();
  const { lastFrame, unmount } = render(<Line connection={connection} />);
  onTestFinished(() => unmount());
  const shows = (text: RegExp) =>
    expect.poll(() => lastFrame()?.replaceAll('\n', ' '), { timeout: 10_000, interval: 5 }).toMatch(text);
  await shows(/hub connected; twin live undefined; device online, no trouble, no retry, 0 kept/);
  for (const proxy of [mqtt, https]) {
    proxy.weather = { kind: 'refusing' };
    proxy.cut();
  }
  await connection.device(target).report({ battery: 7 });
  await shows(/hub lost; twin stale undefined; device reconnecting, unreachable, will retry, 1 kept/);
  await truth.twins.patch(target, { tags: { n: 1 } });
  mqtt.clear();
  https.clear();
  await shows(/hub connected; twin live 1; device online, no trouble, no retry, 0 kept/);
  expect((await truth.twins.get(target)).properties.reported).toMatchObject({ battery: 7 });
});
