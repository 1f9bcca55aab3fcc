import { describe, expect, it } from 'vitest';
import { wireCommand } from '../../../src/tui/text/wire-command.ts';

const rest = (what: string, requestBody?: string, headers = {}) => ({
  protocol: 'REST' as const,
  what,
  requestBody,
  who: 'iothubowner',
  headers,
});
const about = '--hub-name hub1 --device-id dev1';

describe('an exchange as a command for a shell', () => {
  it.each([
    ['GET /twins/dev1?api-version=2021-04-12', undefined, `az iot hub device-twin show ${about}`],
    [
      'PATCH /twins/dev1?api-version=2021-04-12',
      `{"tags":{"a":"it's"},"properties":{"desired":{"n":1}}}`,
      `az iot hub device-twin update ${about} --tags '{"a":"it'\\''s"}' --desired '{"n":1}'`,
    ],
    ['PUT /twins/dev1', '{"tags":{}}', `az iot hub device-twin replace ${about} --json '{"tags":{}}'`],
    ['GET /twins/dev1/modules/m%201', undefined, `az iot hub module-twin show ${about} --module-id 'm 1'`],
    ['PUT /devices/dev1', '{}', `az iot hub device-identity create ${about}`],
    ['DELETE /devices/dev1/modules/m1', undefined, `az iot hub module-identity delete ${about} --module-id m1`],
    [
      'POST /twins/dev1/methods?api-version=2021-04-12',
      '{"methodName":"setInterval","responseTimeoutInSeconds":30,"payload":{"seconds":5}}',
      `az iot hub invoke-device-method ${about} --method-name setInterval --method-payload '{"seconds":5}' --timeout 30`,
    ],
    [
      'POST /twins/dev1/modules/m1/methods',
      '{"methodName":"reboot","payload":null}',
      `az iot hub invoke-module-method ${about} --module-id m1 --method-name reboot`,
    ],
    ['POST /twins/dev1/methods', '{"methodName":"cut o', undefined],
    ['POST /devices/query', '{"query":"SELECT * FROM devices"}', undefined],
  ])('%s with %s', (what, body, command) => {
    expect(wireCommand(rest(what, body), 'az', 'hub1.azure-devices.net')).toBe(command);
  });

  it('as curl holds the conditions, and no secret', () => {
    const curl = wireCommand(rest('PATCH /twins/dev1', '{}', { 'if-match': '"AAA="' }), 'curl', 'localhost');
    expect(curl).toContain(`--header 'If-Match: "AAA="'`);
    expect(curl).toContain('"Authorization: $SAS_TOKEN"');
  });
});
