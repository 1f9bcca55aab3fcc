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
    [
      'POST /devices/query?api-version=2021-04-12',
      '{"query":"SELECT * FROM devices"}',
      `az iot hub query --hub-name hub1 --query-command 'SELECT * FROM devices'`,
    ],
    ['GET /jobs/v2/query', undefined, 'az iot hub job list --hub-name hub1'],
    ['POST /jobs/v2/fleet-1.1/cancel', undefined, 'az iot hub job cancel --hub-name hub1 --job-id fleet-1.1'],
    ['GET /configurations/c1', undefined, 'az iot hub configuration show --hub-name hub1 --config-id c1'],
    ['DELETE /configurations/c1', undefined, 'az iot hub configuration delete --hub-name hub1 --config-id c1'],
    ['PUT /configurations/c1', '{}', undefined],
    ['GET /statistics/devices', undefined, undefined],
  ])('%s with %s', (what, body, command) => {
    expect(wireCommand(rest(what, body), 'az', { hostName: 'hub1.azure-devices.net' })).toBe(command);
  });

  it('as curl holds the conditions, and no secret', () => {
    const curl = wireCommand(rest('PATCH /twins/dev1', '{}', { 'if-match': '"AAA="' }), 'curl', {
      hostName: 'localhost',
    });
    expect(curl).toContain(`--header 'If-Match: "AAA="'`);
    expect(curl).toContain('"Authorization: $SAS_TOKEN"');
  });

  it('of a local hub goes to the ports where it listens', () => {
    const place = { hostName: 'localhost', ports: { mqttPort: 18883, httpsPort: 8443 } };
    expect(wireCommand(rest('GET /twins/dev1'), 'curl', place)).toContain('https://localhost:8443/twins/dev1?api-');
    const report = {
      protocol: 'MQTT',
      what: 'PATCH reported',
      who: 'dev1',
      requestBody: '{"a":1}',
      headers: {},
    } as const;
    const command = wireCommand(report, 'mosquitto_pub', place);
    expect(command).toContain('-h localhost -p 18883');
    expect(command).toContain(`-t '$iothub/twin/PATCH/properties/reported/?$rid=1' -m '{"a":1}'`);
    expect(command).toContain('-P "$SAS_TOKEN"');
  });
});
