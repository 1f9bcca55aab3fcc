import { describe, expect, it } from 'vitest';
import { MemoryState } from '../../../src/hub/state/memory-state.ts';
import { importLines } from '../../../src/hub/transfer/import-lines.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { rawDevice } from '../../helpers/raw-mqtt.ts';
import { restOf } from '../../helpers/rest.ts';

type Entry = { kind: string; key: string; value: { [member: string]: unknown } };

const methods = '$iothub/methods/POST/#';

/** A hub with one of everything that an export can hold. */
async function exportedHub(): Promise<readonly string[]> {
  const hub = await startTestHub();
  const rest = restOf(hub);
  await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
  await rest('PUT', '/devices/d/modules/m', { body: { deviceId: 'd', moduleId: 'm' } });
  await rest('PATCH', '/twins/d', { body: { tags: { a: 1 }, properties: { desired: { b: { c: [1] } } } } });
  const content = { deviceContent: { 'properties.desired.x': 1 } };
  await rest('PUT', '/configurations/c', { body: { content, priority: 1 } });
  const job = { type: 'scheduleUpdateTwin', queryCondition: '*', updateTwin: { tags: {} } };
  const startTime = new Date(Date.now() + 3_600_000).toISOString();
  await rest('PUT', '/jobs/v2/j', { body: { ...job, startTime } });
  const { device } = await rawDevice(hub, 'd', { clean: false });
  await device.subscribe([methods, 0], ['$iothub/twin/res/#', 1]).packet('suback');
  const lines: string[] = [];
  for await (const line of hub.export()) lines.push(line.trimEnd());
  return lines;
}

/** The export with one entry changed, or with lines more. */
async function importTampered(change: (entries: Entry[]) => void): Promise<string> {
  const [header, ...lines] = await exportedHub();
  const entries = lines.map(line => JSON.parse(line) as Entry);
  change(entries);
  const state = new MemoryState();
  const fault = await importLines(state, [header!, ...entries.map(entry => JSON.stringify(entry))]).then(
    () => 'taken',
    error => (error as Error).message,
  );
  if (fault !== 'taken') expect(state.count('identity')).toBe(0);
  return fault;
}

/** Sets a member of the first entry of a kind. */
const set = (kind: string, path: string, value: unknown) => (entries: Entry[]) => {
  const names = path.split('.');
  const last = names.pop()!;
  let at: { [member: string]: unknown } = entries.find(entry => entry.kind === kind)!.value;
  for (const name of names) at = at[name] as typeof at;
  at[last] = value;
};
/** Strings as long as a write may have them, and so many that they are too much together. */
const large = (count: number) => Object.fromEntries([...'abcdefghijk'].slice(0, count).map(key => [key, text]));
const text = 'x'.repeat(3000);
const rename = (kind: string, key: string) => (entries: Entry[]) => {
  entries.find(entry => entry.kind === kind)!.key = key;
};

/** Takes a device away, its twin and session, but not its modules. */
const without = (key: string) => (entries: Entry[]) => {
  for (let index = entries.length - 1; index >= 0; index--) if (entries[index]!.key === key) entries.splice(index, 1);
};
const add = (kind: string, key: string, value: Entry['value']) => (entries: Entry[]) =>
  void entries.push({ kind, key, value });

describe('an import', () => {
  it('brings the sessions of devices, so that they need not subscribe again', async () => {
    const hub = await startTestHub({ importFrom: await exportedHub() });
    const { device, connack } = await rawDevice(hub, 'd', { clean: false });
    expect(connack.sessionPresent).toBe(true);
    const answer = restOf(hub)('POST', '/twins/d/methods', { body: { methodName: 'm', responseTimeoutInSeconds: 5 } });
    const { topic } = await device.message('$iothub/methods/POST/m/');
    device.publish(`$iothub/methods/res/200/?$rid=${topic.split('$rid=')[1]}`, '');
    expect((await answer).status).toBe(200);
  });

  it.each<readonly [string, (entries: Entry[]) => void, string]>([
    ['session of a subscription that is none', set('session', 'subscriptions.everything', 1), 'found "everything"'],
    ['session with __proto__', set('session', 'subscriptions', JSON.parse('{"__proto__":1}')), 'found "__proto__"'],
    [
      'session with QoS 2',
      set('session', 'subscriptions.methods', 2),
      "the QoS of the session's methods to be 0 or 1, found 2",
    ],
    ['session with QoS "0"', set('session', 'subscriptions.methods', '0'), 'found "0"'],
    [
      'session without subscriptions',
      set('session', 'subscriptions', null),
      'subscriptions of the session to be an object, found null',
    ],
    ['session with a list', set('session', 'subscriptions', ['methods']), 'to be an object, found an array'],
    ['session with more', set('session', 'topics', {}), 'nothing else, found "topics"'],
    ['session of nobody', rename('session', 'nobody'), 'the session "nobody" has no identity'],
    ['twin of nobody', rename('twin', 'nobody'), '"d" has no twin'],
    ['twin with a counter below 1', set('twin', 'desired.version', 0), 'desired.version of the twin'],
    ['twin with an infinite counter', set('twin', 'etag', 1e300), 'etag of the twin'],
    ['twin with a key that none may have', set('twin', 'tags.a b', 1), 'contains a space'],
    ['twin with null', set('twin', 'reported.values.x', null), 'cannot be null'],
    ['twin with tags over their limit', set('twin', 'tags', large(3)), 'tags would take 9003 bytes, the limit is 8192'],
    ['twin that reports over its limit', set('twin', 'reported.values', large(11)), 'the limit is 32768'],
    [
      'twin with a status that is none',
      set('twin', 'configurations.c', { status: 'Gone' }),
      'to be Applied or Targeted',
    ],
    ['twin with metadata that is none', set('twin', 'desired.metadata.b', 5), 'found 5'],
    ['twin with metadata without a time', set('twin', 'desired.metadata.b', {}), 'expected a $lastUpdated'],
    [
      'identity with an id that none may have',
      set('identity', 'deviceId', 'a/b'),
      'deviceId of the identity to be an id',
    ],
    ['identity under another key', rename('identity', 'other'), `the identity's is "d"`],
    ['identity with an unknown status', set('identity', 'status', 'asleep'), 'enabled or disabled, found "asleep"'],
    ['identity with an unknown type', set('identity', 'authentication.type', 'password'), 'authentication.type'],
    ['identity with a flag that is none', set('identity', 'capabilities.iotEdge', 'yes'), 'true or false'],
    [
      'policy with a right that is none',
      set('policy', 'rights', ['Everything']),
      'rights of the policy to be an array',
    ],
    ['policy under another key', rename('policy', 'mine'), "the policy's name"],
    ['authority that is none', add('authority', 'AA', { pem: 'x' }), 'holds no certificate'],
    ['configuration without content', set('configuration', 'content', {}), 'exactly one of'],
    ['configuration with an etag that is none', set('configuration', 'etag', 'MQ=='), 'etag of the configuration'],
    ['job with an unknown status', set('job', 'status', 'lost'), 'status of the job'],
    ['job without what it does', set('job', 'updateTwin', null), 'updateTwin of the job to be an object'],
    [
      'job with results that are none',
      add('job', 'j/0', { results: [{ key: 'd', status: 'odd', updated: '' }] }),
      'results of the job',
    ],
    ['entry that is there twice', entries => void entries.push(entries[0]!), 'is there twice'],
    ['module without its device', without('d'), 'the module "d/m" has no device'],
  ])('refuses a %s', async (_name, change, message) => {
    expect(await importTampered(change)).toContain(message);
  });

  it('does not tell the key that it refuses', async () => {
    const message = await importTampered(set('identity', 'authentication.symmetricKey.primaryKey', 'my secret!'));
    expect(message).toContain('authentication.symmetricKey.primaryKey of the identity to be a key');
    expect(message).not.toContain('secret');
  });
});
