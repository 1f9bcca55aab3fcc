import { execFile, spawn, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Hub } from '../../../src/hub/hub.ts';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { tokenFor } from '../../helpers/wire-client.ts';
import { devicesWithCertificates } from '../../sdk/device-stage.ts';

const run = promisify(execFile);
const isThere = spawnSync('mosquitto_pub', ['--help']).error === undefined;

const common = (hub: Hub, key: string) => [
  ...['-h', 'localhost', '-p', String(hub.mqttPort), '--cafile', hub.caFile, '-V', 'mqttv311', '-i', key],
  ...['-u', `localhost/${key}/?api-version=2021-04-12`, '-P', tokenFor(key)],
];

describe.skipIf(!isThere)(
  `mosquitto's clients${isThere ? '' : ' (skipped: mosquitto-clients is not installed)'}`,
  () => {
    it.each([['0'], ['1']])('send telemetry and reports at QoS %s', async qos => {
      const { hub, rest, news } = await startDeviceHub();
      const args = [...common(hub, 'd'), '-q', qos];
      await run('mosquitto_pub', [...args, '-t', 'devices/d/messages/events/a=1', '-m', '{"t":1}']);
      expect(await news.first('telemetry')).toMatchObject({ bytes: 7, properties: { a: '1' } });
      await run('mosquitto_pub', [...args, '-t', '$iothub/twin/PATCH/properties/reported/?$rid=1', '-m', '{"a":1}']);
      await news.first('twin');
      expect((await rest('GET', '/twins/d')).body).toMatchObject({ properties: { reported: { a: 1 } } });
    });

    it('receive desired pushes', async () => {
      const { hub, rest, news } = await startDeviceHub();
      const args = ['-t', '$iothub/twin/PATCH/properties/desired/#', '-C', '1', '-v'];
      const subscriber = spawn('mosquitto_sub', [...common(hub, 'd'), ...args]);
      onTestFinished(() => void subscriber.kill());
      let output = '';
      subscriber.stdout.on('data', chunk => {
        output += chunk;
      });
      await news.first('wire', ({ what }) => what.startsWith('SUBSCRIBE'));
      await rest('PATCH', '/twins/d', { body: { properties: { desired: { a: 1 } } } });
      await new Promise(resolve => subscriber.on('close', resolve));
      expect(output).toBe('$iothub/twin/PATCH/properties/desired/?$version=2 {"a":1,"$version":2}\n');
    });

    it('receive method calls as a module with a persistent session', async () => {
      const { hub, rest, news } = await startDeviceHub(['d', 'd/m']);
      const args = ['-c', '-q', '1', '-t', '$iothub/methods/POST/#', '-C', '1', '-v'];
      const subscriber = run('mosquitto_sub', [...common(hub, 'd/m'), ...args]);
      await news.first('wire', ({ what }) => what.startsWith('SUBSCRIBE'));
      const call = { methodName: 'reboot', payload: { delay: 5 }, responseTimeoutInSeconds: 5 };
      const answer = rest('POST', '/twins/d/modules/m/methods', { body: call });
      expect((await subscriber).stdout).toMatch(/^\$iothub\/methods\/POST\/reboot\/\?\$rid=\w+ \{"delay":5\}\n$/);
      expect((await answer).status).toBe(404);
    });

    it('are let in by a certificate', async () => {
      const { hub, rest, news } = await startDeviceHub([]);
      const { byThumb } = await devicesWithCertificates(rest);
      const directory = await temporaryDirectory();
      for (const [name, text] of Object.entries(byThumb)) await writeFile(join(directory, name), text, { mode: 0o600 });
      const files = ['--cert', join(directory, 'cert'), '--key', join(directory, 'key')];
      const args = common(hub, 'byThumb').slice(0, -2);
      await run('mosquitto_pub', [...args, ...files, '-q', '1', '-t', 'devices/byThumb/messages/events/', '-m', 'x']);
      expect(await news.first('telemetry')).toMatchObject({ key: 'byThumb', bytes: 1 });
    });

    it('are told that they are not authorised', async () => {
      const { hub } = await startDeviceHub();
      const args = [...common(hub, 'd').slice(0, -1), 'wrong', '-t', 'devices/d/messages/events/', '-m', 'x'];
      await expect(run('mosquitto_pub', args)).rejects.toThrow(/not authori[sz]ed/i);
    });
  },
);
