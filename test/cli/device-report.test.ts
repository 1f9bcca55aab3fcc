import { describe, expect, it, vi } from 'vitest';
import { type Hub, startHub } from '../../src/hub/hub.ts';
import { runCli, temporaryDirectory } from '../helpers/cli.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

async function withHub(act: (at: readonly string[], hub: Hub) => Promise<void>): Promise<void> {
  const dataDir = temporaryDirectory();
  const hub = await startHub({ dataDir });
  try {
    await act(['--local', '--data-dir', dataDir], hub);
  } finally {
    await hub.stop();
  }
}

const reportedOf = async (at: readonly string[], ...target: readonly string[]) =>
  JSON.parse((await runCli(['twin', 'show', ...target, ...at])).stdout).properties.reported;

describe('device report', () => {
  it('merges what the device reports, from an argument or stdin, and prints the new $version', async () => {
    await withHub(async at => {
      await runCli(['device', 'create', 'dev1', ...at]);
      const first = await runCli(['device', 'report', 'dev1', '{"battery":80,"channel":{"type":"wifi"}}', ...at]);
      expect(first).toEqual({ code: 0, stdout: '{\n  "$version": 2\n}\n', stderr: '' });
      const patch = '{"battery":null,"channel":{"bars":4}}';
      const second = await runCli(['device', 'report', 'dev1', ...at], { stdin: patch });
      expect(JSON.parse(second.stdout)).toEqual({ $version: 3 });
      expect(await reportedOf(at, 'dev1')).toMatchObject({ channel: { type: 'wifi', bars: 4 }, $version: 3 });
      expect(await reportedOf(at, 'dev1')).not.toHaveProperty('battery');
    });
  });

  it('reports as a module, which the list of modules then shows', async () => {
    await withHub(async at => {
      await runCli(['device', 'create', 'dev1', ...at]);
      await runCli(['device', 'create', 'dev1', '--module', 'camera', ...at]);
      const end = await runCli(['device', 'report', 'dev1', '{"fps":25}', '--module', 'camera', ...at]);
      expect(end).toMatchObject({ code: 0, stderr: '' });
      expect(await reportedOf(at, 'dev1', '--module', 'camera')).toMatchObject({ fps: 25, $version: 2 });
      const { stdout } = await runCli(['device', 'list', '--modules', '--format', 'ndjson', ...at]);
      expect(stdout.trim().split('\n')).toHaveLength(1);
      expect(JSON.parse(stdout)).toMatchObject({ deviceId: 'dev1', moduleId: 'camera' });
    });
  });

  it('needs no more than the device’s own string', async () => {
    await withHub(async (at, hub) => {
      const { stdout: string } = await runCli(['device', 'create', 'dev1', ...at]);
      const env = {
        IOTHUB_DEVICE_CONNECTION_STRING: string.trim(),
        NODE_EXTRA_CA_CERTS: hub.caFile,
      };
      const end = await runCli(['device', 'report', 'dev1', '{"a":1}'], { env });
      expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 0, stderr: '' });
      expect(await reportedOf(at, 'dev1')).toMatchObject({ a: 1 });
    });
  });

  it.each([
    ['{"$bad":1}', 1, /\$bad/],
    ['{"reported":{"a":1}}', 2, /found "reported" around it\nExpected \{"battery":80\}/],
    ['[1]', 2, /must be a JSON object, found an array/],
  ])('refuses %s without connecting, and the twin is as it was', async (json, code, stderr) => {
    await withHub(async at => {
      await runCli(['device', 'create', 'dev1', ...at]);
      const end = await runCli(['device', 'report', 'dev1', json, ...at]);
      expect(end).toEqual({ code, stdout: '', stderr: expect.stringMatching(stderr) });
      expect(await reportedOf(at, 'dev1')).toMatchObject({ $version: 1 });
    });
  });

  it('tells of a disabled device, a missing one and a session that is read-only', async () => {
    await withHub(async at => {
      await runCli(['device', 'create', 'dev1', ...at]);
      const report = (...parameters: readonly string[]) =>
        runCli(['device', 'report', ...parameters, '{"a":1}', ...at]);
      expect(await report('dev1', '--read-only')).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(/read-only/),
      });
      await runCli(['device', 'disable', 'dev1', ...at]);
      expect(await report('dev1')).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(/dev1 is disabled\nEnable it: twin-tui device enable dev1\n$/),
      });
      expect(await report('none')).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/no such device: none\nCreate it: /),
      });
    });
  });
});
