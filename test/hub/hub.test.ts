import { request } from 'node:https';
import { describe, expect, it } from 'vitest';
import { startHub } from '../../src/hub/hub.ts';
import { startTestHub } from '../helpers/hub.ts';

describe('startHub', () => {
  it('listens with a certificate that its authority vouches for', async () => {
    const hub = await startTestHub();
    for (const host of ['localhost', '127.0.0.1']) {
      expect(await statusOf(host, hub.httpsPort, hub.ca)).toBeGreaterThanOrEqual(200);
    }
  });

  it('says which port is taken and how to choose another', async () => {
    const first = await startTestHub();
    await expect(startHub({ httpsPort: first.httpsPort })).rejects.toMatchObject({
      message: expect.stringContaining(`port ${first.httpsPort} of 127.0.0.1 (HTTPS)`),
      hint: expect.stringContaining('--https-port'),
    });
  });
});

function statusOf(host: string, port: number, ca: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, ca, path: '/devices', agent: false }, answer => {
      answer.resume();
      resolve(answer.statusCode!);
    });
    sent.on('error', reject);
    sent.end();
  });
}
