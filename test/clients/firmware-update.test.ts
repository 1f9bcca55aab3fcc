import { describe, expect, it } from 'vitest';
import { FirmwareUpdate } from '../../src/clients/simulated-device/firmware-update.ts';
import type { JsonObject } from '../../src/lib/json.ts';
import { ManualTimers } from '../helpers/manual-timers.ts';

function start() {
  const timers = new ManualTimers();
  const reports: JsonObject[] = [];
  const report = async (patch: JsonObject) => {
    reports.push(patch.firmware as JsonObject);
    return { kind: 'kept' } as const;
  };
  const update = new FirmwareUpdate({ timers, report, changed: () => {} });
  update.setOnline(true);
  return { timers, reports, update };
}

describe('a firmware update', () => {
  it('reports each phase in turn and ends with the version running', () => {
    const { timers, reports, update } = start();
    update.start('1.1');
    timers.advance(60_000);
    const phases = reports.map(({ status }) => status).filter((status, index, all) => status !== all[index - 1]);
    expect(phases).toEqual(['downloading', 'applying', 'rebooting', 'done']);
    expect(update.state).toMatchObject({ version: '1.1', phase: 'done' });
    expect(reports.at(-1)).toMatchObject({ version: '1.1', status: 'done', progress: 100, error: null });
    expect(timers.waiting).toBe(0);
  });

  it('stands still while offline and goes on from where it was', () => {
    const { timers, update } = start();
    update.start('1.1');
    timers.advance(5 * 400);
    expect(update.state).toMatchObject({ phase: 'downloading', progress: 50 });
    update.setOnline(false);
    timers.advance(60_000);
    expect(update.state).toMatchObject({ phase: 'downloading', progress: 50, paused: true });
    update.setOnline(true);
    timers.advance(400);
    expect(update.state).toMatchObject({ progress: 60, paused: false });
  });

  it('accepted offline waits for the connection, and says so', () => {
    const { timers, update } = start();
    update.setOnline(false);
    update.start('1.1');
    timers.advance(60_000);
    expect(update.state).toMatchObject({ phase: 'downloading', progress: 0, paused: true });
    update.setOnline(true);
    timers.advance(60_000);
    expect(update.state).toMatchObject({ version: '1.1', phase: 'done', paused: false });
  });

  it('goes on while offline once it has been downloaded', () => {
    const { timers, update } = start();
    update.start('1.1');
    timers.advance(10 * 400);
    update.setOnline(false);
    timers.advance(400);
    expect(update.state).toMatchObject({ phase: 'applying', progress: 20, paused: false });
  });

  it('of a damaged image fails and leaves the old version running', () => {
    const { timers, reports, update } = start();
    update.start('2.0-bad');
    timers.advance(60_000);
    expect(update.state).toMatchObject({ version: '1.0', phase: 'failed', error: 'the image is damaged' });
    expect(reports.at(-1)).toMatchObject({ status: 'failed', error: 'the image is damaged' });
  });

  it('goes on with the version that was reported in an earlier run', () => {
    const { update } = start();
    update.restore({ version: '3.2', status: 'done' });
    expect(update.state.version).toBe('3.2');
  });
});
