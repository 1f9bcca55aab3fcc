import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { wireCommand } from '../../../src/tui/text/wire-command.ts';

const rest = (what: string, requestBody?: string, headers = {}) => ({
  protocol: 'REST' as const,
  what,
  requestBody,
  requestBytes: Buffer.byteLength(requestBody ?? ''),
  who: 'iothubowner',
  headers,
});
const textOf = (...made: Parameters<typeof wireCommand>) => {
  const command = wireCommand(...made);
  return 'text' in command ? command.text : undefined;
};
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
    const made = wireCommand(rest(what, body), 'az', { hostName: 'hub1.azure-devices.net' });
    expect(made).toEqual(
      command === undefined ? { refusal: 'az has no command for this exchange' } : { text: command },
    );
  });

  it.each(['if-match', 'If-Match'])('as curl holds the condition that was sent as %s, and no secret', name => {
    const curl = textOf(rest('PATCH /twins/dev1', '{}', { [name]: '"AAA="' }), 'curl', { hostName: 'localhost' });
    expect(curl).toContain(`--header 'If-Match: "AAA="'`);
    expect(curl).toContain('"Authorization: $SAS_TOKEN"');
  });

  it('as az holds the condition, too', () => {
    const place = { hostName: 'hub1' };
    const match = { 'If-Match': '"AAA="' };
    expect(textOf(rest('PATCH /twins/dev1', '{"tags":{}}', match), 'az', place)).toMatch(/--tags '\{\}' --etag AAA=$/);
    expect(textOf(rest('DELETE /devices/dev1', undefined, { 'if-match': '"*"' }), 'az', place)).not.toContain('etag');
  });

  it('trusts the authorities of the system for a real hub, and the local one’s own', () => {
    const real = { hostName: 'hub1.azure-devices.net' };
    const local = { hostName: 'localhost', ports: { mqttPort: 8883, httpsPort: 8443 } };
    expect(textOf(rest('GET /twins/dev1'), 'curl', real)).not.toContain('CA_FILE');
    expect(textOf(rest('GET /twins/dev1'), 'curl', local)).toContain('--cacert "$CA_FILE"');
    const report = { ...rest('PATCH reported', '{}'), protocol: 'MQTT' as const, who: 'dev1' };
    expect(textOf(report, 'mosquitto_pub', real)).toContain('--tls-use-os-certs');
    expect(textOf(report, 'mosquitto_pub', local)).toContain('--cafile "$CA_FILE"');
  });

  it.each([
    ['cut off', { requestBody: '{"tags":{"a":"xx', requestBytes: 70_000 }, 'only the beginning of the 70000 B'],
    ['with hidden keys', { requestBody: '{"primaryKey":"***"}', requestBytes: 20 }, 'hides the keys'],
    ['that is no text', { requestBody: 'a\ufffdb', requestBytes: 3 }, 'no text'],
  ])('a body %s makes no command, and says why', (_, body, why) => {
    const place = { hostName: 'localhost' };
    for (const form of ['curl', 'az'] as const)
      expect(wireCommand({ ...rest('PUT /twins/dev1'), ...body }, form, place)).toMatchObject({
        refusal: expect.stringContaining(why),
      });
  });

  it.each([
    'GET /twins/%zz',
    'GET /twins/dev1/modules/%ff',
    'DELETE /jobs/v2/%',
    'GET /configurations/100%',
  ])('%s, which no hub understands, makes no command of az, and says why', what => {
    const refusal = 'this path is not percent-encoded';
    expect(wireCommand(rest(what), 'az', { hostName: 'localhost' })).toEqual({ refusal });
    expect(textOf(rest(what), 'curl', { hostName: 'localhost' })).toContain(what.split(' ')[1]);
  });

  const hostile = 'a\u0003\ntouch it\n\u001b[201~';
  const published = (requestBody: string, what = 'PUBLISH devices/dev1/messages/events/') => ({
    ...rest(what, requestBody),
    protocol: 'MQTT' as const,
    who: 'dev1',
  });

  it.each([
    ['mosquitto_pub', published(hostile)],
    ['mosquitto_pub', published('', `PUBLISH devices/${hostile}`)],
    ['curl', rest('PUT /twins/dev1', hostile)],
    ['curl', rest('PUT /twins/dev1', '{}', { 'if-match': '"\u009b2J"' })],
    ['az', rest('PUT /twins/dev1', hostile)],
    ['az', rest('GET /twins/%03%1b[201~')],
    ['az', rest('POST /devices/query', JSON.stringify({ query: hostile }))],
    ['az', rest('PATCH /twins/dev1', '{"tags":{"a":"\u009b2J\u202e"}}')],
    ['az', rest('POST /twins/dev1/methods', '{"methodName":"m","payload":"\u007f"}')],
  ] as const)('as %s holds nothing that a shell could take for a key: %j', (form, record) => {
    expect(textOf(record, form, { hostName: 'localhost' })).toMatch(/^[\n -~]+$/);
  });

  it('gives a shell the very bytes that were sent', () => {
    const body = `it's! \\ \u0003\r\u001b[201~ é €7 \u202e`;
    const quoted = textOf(published(body), 'mosquitto_pub', { hostName: 'localhost' })!.split(' -m ')[1]!;
    expect(execFileSync('bash', ['-c', `printf %s ${quoted}`]).toString()).toBe(body);
  });

  it('writes JSON with escapes, which hold in any shell', () => {
    const text = textOf(published('{\r\n\t"a": "\u009b é"}'), 'mosquitto_pub', { hostName: 'localhost' });
    expect(text).toContain(`-m '{   "a": "\\u009b é"}'`);
  });

  it('a body with a zero makes no command: a shell would end it there', () => {
    expect(wireCommand(published('a\0b'), 'mosquitto_pub', { hostName: 'localhost' })).toEqual({
      refusal: 'this body holds zeros: a command cannot hold it',
    });
  });

  it('a body that looks like the name of a file is sent, and not the file', () => {
    const curl = textOf(rest('PUT /twins/dev1', '@/etc/passwd'), 'curl', { hostName: 'localhost' });
    expect(curl).toContain('--data-raw @/etc/passwd');
  });

  it('of a local hub goes to the ports where it listens', () => {
    const place = { hostName: 'localhost', ports: { mqttPort: 18883, httpsPort: 8443 } };
    expect(textOf(rest('GET /twins/dev1'), 'curl', place)).toContain('https://localhost:8443/twins/dev1?api-');
    const report = {
      protocol: 'MQTT',
      what: 'PATCH reported',
      who: 'dev1',
      requestBody: '{"a":1}',
      requestBytes: 7,
      headers: {},
    } as const;
    const command = textOf(report, 'mosquitto_pub', place);
    expect(command).toContain('-h localhost -p 18883');
    expect(command).toContain(`-t '$iothub/twin/PATCH/properties/reported/?$rid=1' -m '{"a":1}'`);
    expect(command).toContain('-P "$SAS_TOKEN"');
  });
});
