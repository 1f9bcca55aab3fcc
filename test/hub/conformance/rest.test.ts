import { describe, expect, it } from 'vitest';
import { startTestHub } from '../../helpers/hub.ts';
import { restOf } from '../../helpers/rest.ts';

/** One call of every kind of answer. */
const calls: readonly [method: string, path: string, body?: unknown][] = [
  ['GET', '/devices/a;b'],
  ['PUT', '/devices/d', { deviceId: 'd', status: 'a;b' }],
  ['PUT', '/devices/d', { deviceId: 'd' }],
  ['GET', '/devices/d'],
  ['PATCH', '/twins/d', { tags: { 'a;b.': 1 } }],
  ['POST', '/devices/query', { query: "SELECT * FROM devices WHERE tags.a = ';' ;" }],
  ['POST', '/devices/query', { query: 'SELECT * FROM devices' }],
  ['PUT', '/jobs/v2/a;b', {}],
  ['PUT', '/configurations/c', { content: { deviceContent: { 'properties.desired.a;b': null } } }],
  ['GET', '/a;b'],
];

describe('answers over REST', () => {
  it('no refusal holds a second semicolon', async () => {
    const rest = restOf(await startTestHub());
    let refusals = 0;
    for (const [method, path, body] of calls) {
      const answer = await rest(method, path, body === undefined ? {} : { body });
      if (answer.status < 400) continue;
      refusals++;
      expect((answer.body as { Message: string }).Message.split(';'), `${method} ${path}`).toHaveLength(2);
    }
    expect(refusals).toBeGreaterThanOrEqual(7);
  });

  it('every answer with a body says that it is JSON', async () => {
    const rest = restOf(await startTestHub());
    for (const [method, path, body] of calls) {
      const { headers } = await rest(method, path, body === undefined ? {} : { body });
      expect(headers['content-type'], `${method} ${path}`).toContain('application/json');
    }
  });
});
