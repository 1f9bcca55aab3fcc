import { describe, expect, it } from 'vitest';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { connectWire, desired, res, type WireClient } from '../../helpers/wire-client.ts';

const get = (rid: string) => `$iothub/twin/GET/?$rid=${rid}`;
const patch = (rid: string, version = '') => `$iothub/twin/PATCH/properties/reported/?$rid=${rid}${version}`;
const answerTo = async (client: WireClient, topic: string, body: string | Buffer = '') => {
  client.publish(topic, body);
  const answer = await client.message();
  return { topic: answer.topic, body: answer.body === '' ? '' : (JSON.parse(answer.body) as unknown) };
};

describe('twin GET', () => {
  it('answers both sections with $version, without metadata, tags and identity', async () => {
    const { hub, rest } = await startDeviceHub(['d', 'd/m']);
    for (const key of ['d', 'd/m']) {
      const client = await connectWire(hub, key, { subscribe: [res] });
      expect(await answerTo(client, get('a%2Fb'), ' ')).toEqual({
        topic: '$iothub/twin/res/200/?$rid=a%2Fb',
        body: { desired: { $version: 1 }, reported: { $version: 1 } },
      });
    }
    await rest('PATCH', '/twins/d', { body: { tags: { t: 1 }, properties: { desired: { a: { b: [1, 'x'] } } } } });
    const client = await connectWire(hub, 'd');
    await answerTo(client, patch('1'), '{"r":"é"}');
    expect(await answerTo(client, get('2'))).toMatchObject({
      body: { desired: { a: { b: [1, 'x'] }, $version: 2 }, reported: { r: 'é', $version: 2 } },
    });
  });

  it('is not answered with an older twin than the last push told of', async () => {
    // A device drops a push whose $version it has read already, and takes what it reads for the present state.
    const { hub, rest } = await startDeviceHub(['d'], { dataDir: temporaryDirectory() });
    const client = await connectWire(hub, 'd', { subscribe: [res, desired] });
    const write = (value: number) => rest('PATCH', '/twins/d', { body: { properties: { desired: { value } } } });
    await Promise.all([write(1), write(2), write(3)]);
    for (let round = 0; round < 50; round++) {
      const writes: Promise<unknown>[] = [];
      for (const value of [1, 2, 3]) {
        writes.push(write(value));
        await new Promise<void>(resolve => process.nextTick(resolve));
        client.publish(get(`${round}-${value}`));
      }
      await Promise.all(writes);
    }
    let pushed = 0;
    for (let told = 0; told < 3 + 2 * 150; told++) {
      const { topic, body } = await client.message();
      const { desired: read, $version } = JSON.parse(body);
      if (topic.includes('/res/200/')) expect(read.$version).toBeGreaterThanOrEqual(pushed);
      else pushed = $version;
    }
  });

  it('is lost on a client that has not subscribed to answers', async () => {
    const { hub } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [desired] });
    client.publish(get('1'));
    client.publish(patch('2'), '{"a":1}');
    await client.arrivedUntilPing();
    await client.subscribe(res);
    expect(await answerTo(client, get('3'))).toMatchObject({ body: { reported: { a: 1, $version: 2 } } });
  });
});

describe('twin PATCH of reported', () => {
  it('answers 204 without a body, the new version in the topic', async () => {
    const { hub } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [res] });
    expect(await answerTo(client, patch('1'), '{"a":{"b":1},"c":2}')).toEqual({
      topic: '$iothub/twin/res/204/?$rid=1&$version=2',
      body: '',
    });
    await answerTo(client, patch('2'), '{"a":{"b":null,"d":3}}');
    expect(await answerTo(client, get('3'))).toMatchObject({
      body: { reported: { a: { d: 3 }, c: 2, $version: 3 } },
    });
  });

  it('with $version is refused with 412 unless it is the present one', async () => {
    const { hub } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [res] });
    for (const version of ['0', '2', '99']) {
      expect(await answerTo(client, patch('1', `&$version=${version}`), '{"a":1}')).toMatchObject({
        topic: '$iothub/twin/res/412/?$rid=1',
        body: { errorCode: 412001 },
      });
    }
    expect((await answerTo(client, patch('2', '&$version=1'), '{"a":1}')).topic).toContain(
      'res/204/?$rid=2&$version=2',
    );
  });

  it.each([
    ['no JSON', '{"a":'],
    ['nothing', ''],
    ['an array', '[1]'],
    ['a number', '7'],
    ['null', 'null'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['a $ key', '{"$version":3}'],
    ['a key with a dot', '{"a.b":1}'],
    ['eleven levels', `${'{"a":'.repeat(12)}1${'}'.repeat(12)}`],
    ['a hundred levels', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`],
    ['a string of 5 KB', JSON.stringify({ a: 'x'.repeat(5000) })],
    [
      'a section beyond 32 KB',
      JSON.stringify(Object.fromEntries([...'abcdefghij'].map(key => [key, 'x'.repeat(4000)]))),
    ],
  ])('of %s is refused with 400 and leaves the twin as it is', async (_name, body) => {
    const { hub } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [res] });
    const refusal = await answerTo(client, patch('1'), body);
    expect(refusal.topic).toBe('$iothub/twin/res/400/?$rid=1');
    expect(refusal.body).toEqual({
      errorCode: 400004,
      trackingId: expect.stringMatching(/^[0-9a-f]{32}-G:0-TimeStamp:\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/),
      message: expect.stringMatching(/^[^;]+$/),
      timestampUtc: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(await answerTo(client, get('2'))).toMatchObject({ body: { reported: { $version: 1 } } });
  });

  it('keeps keys such as __proto__ as data', async () => {
    const { hub } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [res] });
    await answerTo(client, patch('1'), '{"__proto__":{"a":1},"constructor":2}');
    client.publish(get('2'));
    expect((await client.message()).body).toContain('"reported":{"__proto__":{"a":1},"constructor":2,"$version":2}');
  });

  it('is neither answered nor acknowledged as done when the disk refuses it', async () => {
    const dataDir = temporaryDirectory();
    const { hub, rest } = await startDeviceHub(['d'], { dataDir });
    const client = await connectWire(hub, 'd', { subscribe: [res] });
    await rest('POST', '/$twin-tui/control', { body: { action: 'disk', broken: true } });
    expect(await answerTo(client, patch('1'), '{"a":1}')).toMatchObject({
      topic: expect.stringMatching(/^\$iothub\/twin\/res\/50[03]\//),
      body: { errorCode: expect.any(Number) },
    });
    await rest('POST', '/$twin-tui/control', { body: { action: 'disk', broken: false } });
    expect(await answerTo(client, get('2'))).toMatchObject({ body: { reported: { $version: 1 } } });
  });

  it('of many at once is done in order', async () => {
    const { hub } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [res] });
    for (let index = 1; index <= 300; index++) client.publish(patch(String(index)), `{"n":${index}}`);
    for (let index = 1; index <= 300; index++) {
      expect((await client.message()).topic).toBe(`$iothub/twin/res/204/?$rid=${index}&$version=${index + 1}`);
    }
    expect(await answerTo(client, get('x'))).toMatchObject({ body: { reported: { n: 300, $version: 301 } } });
  });
});

describe('throttled', () => {
  it('a twin request is answered with 429 and a body', async () => {
    const keys = Array.from({ length: 12 }, (_, index) => `d${index}`);
    const { hub } = await startDeviceHub(keys, { faults: { tier: 'F1' } });
    const clients = await Promise.all(keys.map(key => connectWire(hub, key, { subscribe: [res] })));
    for (const client of clients) for (let index = 0; index < 64; index++) client.publish(get(String(index)));
    const client = clients.at(-1)!;
    const refusal = async (): Promise<string> => {
      const { topic, body } = await client.message();
      return topic.includes('/res/429/') ? body : refusal();
    };
    expect(JSON.parse(await refusal())).toMatchObject({ errorCode: 429003 });
  });
});

describe('desired pushes', () => {
  it('bring the diff, with $version in topic and body, to who has subscribed', async () => {
    const { hub, rest } = await startDeviceHub(['d', 'e']);
    const client = await connectWire(hub, 'd', { subscribe: [desired] });
    const other = await connectWire(hub, 'e', { subscribe: [desired] });
    await rest('PATCH', '/twins/d', { body: { properties: { desired: { a: { b: 1 }, c: 2 } } } });
    await rest('PATCH', '/twins/d', { body: { properties: { desired: { a: null } } } });
    await rest('PATCH', '/twins/d', { body: { tags: { t: 1 } } });
    await rest('PUT', '/twins/d', { body: { properties: { desired: { n: 1 } } } });
    const pushed = [await client.message(), await client.message(), await client.message()];
    expect(pushed.map(({ topic, body }) => [topic, JSON.parse(body)])).toEqual([
      ['$iothub/twin/PATCH/properties/desired/?$version=2', { a: { b: 1 }, c: 2, $version: 2 }],
      ['$iothub/twin/PATCH/properties/desired/?$version=3', { a: null, $version: 3 }],
      ['$iothub/twin/PATCH/properties/desired/?$version=4', { c: null, n: 1, $version: 4 }],
    ]);
    expect(await client.arrivedUntilPing()).toEqual([]);
    expect(await other.arrivedUntilPing()).toEqual([]);
  });

  it('are not queued for who is away, and not sent on connecting or subscribing', async () => {
    const { hub, rest, news } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [desired] });
    client.send({ cmd: 'disconnect' });
    await news.whyClosed('d');
    await rest('PATCH', '/twins/d', { body: { properties: { desired: { a: 1 } } } });
    const again = await connectWire(hub, 'd', { subscribe: [desired] });
    expect(await again.arrivedUntilPing()).toEqual([]);
  });

  it('do not reach a connection without the subscription', async () => {
    const { hub, rest } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [res] });
    await rest('PATCH', '/twins/d', { body: { properties: { desired: { a: 1 } } } });
    expect(await client.arrivedUntilPing()).toEqual([]);
  });
});
