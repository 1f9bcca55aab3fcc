import { describe, expect, it } from 'vitest';
import { startTestHub } from '../../../helpers/hub.ts';
import { restOf } from '../../../helpers/rest.ts';

const path = '/$twin-tui/control';

describe('the control command', () => {
  it('answers how the switches stand', async () => {
    const rest = restOf(await startTestHub({ fixedTime: Date.parse('2026-01-01T00:00:00Z') }));
    const { status, body } = await rest('POST', path, { body: { action: 'status' } });
    expect([status, body]).toEqual([
      200,
      {
        tier: 'off',
        units: 1,
        exhausted: false,
        latency: { milliseconds: 0, jitter: 0 },
        indexLag: 0,
        diskBroken: false,
        clock: { now: '2026-01-01T00:00:00.000Z', fixed: true },
        connections: 0,
      },
    ]);
  });

  it('turns each switch', async () => {
    const rest = restOf(await startTestHub());
    const turn = async (command: object) => (await rest('POST', path, { body: command })).body;
    expect(await turn({ action: 'throttle', tier: 's2', units: 3 })).toMatchObject({ tier: 'S2', units: 3 });
    expect(await turn({ action: 'latency', milliseconds: 5, jitter: 2 })).toMatchObject({
      latency: { milliseconds: 5, jitter: 2 },
    });
    expect(await turn({ action: 'index-lag', milliseconds: 1400 })).toMatchObject({ indexLag: 1400 });
    expect(await turn({ action: 'disk', broken: true })).toMatchObject({ diskBroken: true });
    const soon = Math.floor(Date.now() / 1000) * 1000 + 60_000;
    const at = (time: number) => ({ clock: { now: new Date(time).toISOString(), fixed: true } });
    expect(await turn({ action: 'clock', fixed: new Date(soon).toISOString() })).toMatchObject(at(soon));
    expect(await turn({ action: 'clock', advance: 1500 })).toMatchObject(at(soon + 1500));
    expect(await turn({ action: 'clock', release: true })).toMatchObject({ clock: { fixed: false } });
  });

  it.each([
    [{}, 'action must be one of status, throttle'],
    [{ action: 'throttle', tier: 'B1' }, 'tier must be one of F1, S1, S2, S3, off'],
    [{ action: 'latency', milliseconds: -1 }, 'milliseconds must be a whole number'],
    [{ action: 'disk' }, 'broken must be true or false'],
    [{ action: 'clock', fixed: 'noon' }, 'the clock needs fixed'],
    [{ action: 'clock', advance: 1e300 }, 'the clock cannot stand at'],
    [{ action: 'clock', fixed: '+200000-01-01T00:00:00Z' }, 'the clock cannot stand at'],
    [{ action: 'drop', moduleId: 'm' }, 'deviceId must be a text'],
  ])('refuses %j', async (command, message) => {
    const rest = restOf(await startTestHub());
    const answer = await rest('POST', path, { body: command });
    expect([answer.status, answer.code]).toEqual([400, 'ArgumentInvalid']);
    expect(answer.text).toContain(message);
  });

  it('is for owners only', async () => {
    const hub = await startTestHub();
    const answer = await restOf(hub, 'service')('POST', path, { body: { action: 'status' } });
    expect([answer.status, answer.code]).toEqual([401, 'IotHubUnauthorizedAccess']);
  });
});
