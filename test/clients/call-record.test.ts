import { expect, it } from 'vitest';
import { callRecord } from '../../src/clients/service/call-record.ts';

const key = 'c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U=';
const identity = { deviceId: 'dev1', authentication: { symmetricKey: { primaryKey: key, secondaryKey: key } } };

it('the record of a call holds no key and no token, in whichever body or header they came', () => {
  const record = callRecord({
    at: 0,
    milliseconds: 1,
    method: 'PUT',
    path: '/devices/dev1?api-version=2021-04-12',
    who: 'iothubowner',
    headers: { Authorization: `SharedAccessSignature sr=hub&sig=${key}`, 'If-Match': '"MQ=="' },
    body: identity,
    error: undefined,
    answer: identity,
    response: undefined,
  });
  expect(JSON.stringify(record)).not.toContain(key);
  expect(record).toMatchObject({ what: 'PUT /devices/dev1', headers: { 'If-Match': '"MQ=="' } });
  expect(record.answerBody).toContain('"primaryKey":"***"');
});
