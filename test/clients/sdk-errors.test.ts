import { describe, expect, it } from 'vitest';
import { deviceError, serviceError, twinError } from '../../src/clients/sdk-errors.ts';

const answered = (statusCode: number, code: string, body: unknown) =>
  Object.assign(new Error('Not found'), {
    response: { statusCode, headers: { 'iothub-errorcode': code } },
    responseBody: JSON.stringify(body),
  });

describe('an error of the service SDK', () => {
  it.each([
    [
      404,
      'DeviceNotFound',
      { Message: 'ErrorCode:DeviceNotFound;dev-42', ExceptionMessage: '' },
      'device-not-found',
      1,
    ],
    [412, 'PreconditionFailed', { Message: 'ErrorCode:PreconditionFailed;stale' }, 'conflict', 4],
    [429, 'ThrottlingBacklogTimeout', { Message: 'ErrorCode:ThrottlingBacklogTimeout;wait' }, 'throttled', 5],
    [
      401,
      'IotHubUnauthorizedAccess',
      { Message: 'ErrorCode:IotHubUnauthorizedAccess;Unauthorized' },
      'unauthorized',
      3,
    ],
    [409, 'DeviceAlreadyExists', { Message: 'ErrorCode:DeviceAlreadyExists;exists' }, 'already-exists', 1],
    [400, 'ArgumentInvalid', { Message: 'ErrorCode:ArgumentInvalid;BadRequest' }, 'invalid', 1],
  ])('%i %s tells what it is and how to end', (status, code, body, trouble, exitCode) => {
    const error = serviceError(answered(status, code, body));
    expect(error).toMatchObject({ trouble, exitCode });
  });

  it('keeps the whole text, which the SDK cuts at a second semicolon', () => {
    const body = { Message: 'ErrorCode:ArgumentInvalid;one; two; three' };
    expect(serviceError(answered(400, 'ArgumentInvalid', body)).message).toContain('one; two; three');
  });

  it('of a method is read from the JSON within the message', () => {
    const inner = { errorCode: 404103, message: 'the device is not online', info: { timeout: '00:00:00' } };
    const error = serviceError(answered(404, 'DeviceNotOnline', { Message: JSON.stringify(inner) }));
    expect(error.trouble).toBe('device-not-online');
    expect(error.message).toContain('the device is not online');
    expect(error.message).not.toContain('404103');
  });

  it.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1', 'unreachable'],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND no.such.host', 'unreachable'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames", 'certificate'],
  ])('without an answer is told by its code: %s', (code, message, trouble) => {
    const error = serviceError(Object.assign(new Error(message), { code }));
    expect(error).toMatchObject({ trouble, exitCode: 3 });
    expect(error.hint).toBeDefined();
  });
});

it('a local hub that has ended is no matter of host name and network', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:443'), { code: 'ECONNREFUSED' });
  expect(serviceError(refused).hint).toContain('twin-tui hub');
  const far = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:443'), { code: 'ECONNREFUSED' });
  expect(serviceError(far).hint).toContain('the network');
});

describe('an error of the device SDK', () => {
  const named = (name: string, message: string) => Object.assign(new Error(message), { name });
  const first = 'mqtt.js returned Failure on first connection (Not authorized):';

  it('is a refusal only when the hub said so, whatever the SDK puts before it', () => {
    const refused = named('UnauthorizedError', `${first} Connection refused: Not authorized error`);
    const unreached = named('UnauthorizedError', `${first} connect ECONNREFUSED 127.0.0.1:1 error`);
    expect(deviceError(refused).trouble).toBe('unauthorized');
    expect(deviceError(unreached)).toMatchObject({ trouble: 'unreachable' });
    expect(deviceError(unreached).message).toContain('connect ECONNREFUSED 127.0.0.1:1');
  });

  it('of a report is what the hub had against it', () => {
    expect(twinError(new Error('the key "a b" contains a space'))).toMatchObject({ trouble: 'invalid' });
    expect(twinError(named('NotConnectedError', 'Connection to the server has been closed.'))).toMatchObject({
      trouble: 'unreachable',
    });
    expect(twinError(new Error('The request has been throttled.'))).toMatchObject({ trouble: 'throttled' });
  });
});
