import { describe, expect, it } from 'vitest';
import { deviceRows } from '../../../src/tui/panes/device-rows.ts';
import { rowText } from '../../helpers/row-text.ts';
import { deviceView, noon } from '../../helpers/screen-props.ts';

type View = typeof deviceView;
type Change = { readonly client?: Partial<View['client']>; readonly simulation?: Partial<View['simulation']> };

const shown = ({ client, simulation }: Change = {}, width = 32, height = 30) => {
  const view: View = {
    client: { ...deviceView.client, ...client },
    simulation: { ...deviceView.simulation, ...simulation },
  };
  return deviceRows(view, { height, width, now: noon }).map(rowText);
};

describe('the device', () => {
  it.each([
    ['downloading', 40, false, /^ {2}downloading ████░░░░░░ 40 %$/],
    ['downloading', 55, true, /^ {2}waits: offline█{5}░{5} 55 %$|^ {2}waits: offline +█{5}░{5} 55 %$/],
    ['applying', 80, false, /^ {2}applying +████████░░ 80 %$/],
    ['failed', 80, false, /^ {2}failed +████████░░ 80 %$/],
  ] as const)('firmware that is %s at %i %% fits the narrowest pane, word and bar', (phase, progress, paused, row) => {
    const firmware = { version: '1.0', target: '1.1', phase, progress, paused, error: undefined };
    const rows = shown({ simulation: { firmware } });
    const line = rows.find(text => text.includes('░'))!;
    expect(line).toMatch(row);
    expect(line.length).toBeLessThanOrEqual(32);
  });

  it('says why firmware failed', () => {
    const firmware = { ...deviceView.simulation.firmware, phase: 'failed' as const, error: 'the image is damaged' };
    expect(shown({ simulation: { firmware } })).toContain('  the image is damaged');
  });

  it.each([
    [200, 5, /^Answered {2}interval 5 +200 v4$/],
    [202, 'x', /^Answered {2}interval "x" +202 v4$/],
    [403, true, /^Answered {2}interval true +403 v4$/],
  ] as const)('a desired property answered %i is told with value and version', (status, value, row) => {
    const last = { name: 'interval', value, status, version: 4, description: undefined };
    expect(shown({ simulation: { acknowledgements: [last] } })).toContainEqual(expect.stringMatching(row));
  });

  it('a desired property that waits says how to answer it, or when it answers itself', () => {
    const offer = { name: 'interval', value: 5, version: 4, dueAt: noon + 3_000 };
    const text = shown({ simulation: { policy: 'delay', offers: [offer] } }, 60).join('\n');
    expect(text).toContain('? interval 5');
    expect(text).toContain('accepted in 3 s; y now, n not');
  });

  it('the last method is told with payload and status, and how many there were', () => {
    const reply = { status: 400, payload: null };
    const methods = [
      { name: 'reboot', payload: null, reply },
      { name: 'setInterval', payload: 'x', reply },
    ];
    expect(shown({ simulation: { methods } }, 60)).toContainEqual(
      expect.stringMatching(/^Method +setInterval "x" +→ 400 · 2 calls$/),
    );
  });

  it('offline it counts what is kept; online again the log tells of the re-read and what was missed', () => {
    const offline = shown({ client: { status: 'offline', pending: [{ a: 1 }] } });
    expect(offline).toContain('1 kept, sent when online again');
    const log = [{ at: noon, kind: 'resync' as const, text: 'read the twin', version: 5, missed: 2 }];
    expect(shown({ client: { log } }).at(-1)).toMatch(/↻ read twin, 2 missed +v5$/);
  });

  it('the log tells in a narrow pane what each report changed', () => {
    const entry = (progress: number, status: string) => ({
      at: noon,
      kind: 'reported' as const,
      text: '',
      version: 6,
      body: { firmware: { status, progress } },
    });
    const log = [entry(20, 'downloading'), entry(40, 'downloading'), entry(40, 'applying'), entry(40, 'applying')];
    expect(shown({ client: { log } }, 44).slice(-4)).toEqual([
      expect.stringMatching(/→ reported status "down.*… v6$/),
      expect.stringMatching(/→ reported progress 40 +v6$/),
      expect.stringMatching(/→ reported status "applying" +v6$/),
      expect.stringMatching(/→ reported status "applyi.*… v6$/),
    ]);
  });

  it('a lost connection says why, what to do, and when it tries again', () => {
    const error = { message: 'the hub is gone', hint: 'start it' } as never;
    const rows = shown({ client: { status: 'reconnecting', error, nextAttemptAt: noon + 4_000 } });
    expect(rows.slice(0, 4)).toEqual([
      expect.stringContaining('◌ reconnecting…'),
      'the hub is gone',
      '→ start it',
      'next attempt in 4 s',
    ]);
  });

  it('a reason that is longer than the pane is wide goes on below', () => {
    const error = {
      message: 'cannot reach the hub: Connection refused by 127.0.0.1:8883',
      hint: 'Check the host name and the network, or start the hub.',
    } as never;
    const rows = shown({ client: { status: 'failed', error } });
    expect(rows.slice(1, 5).map(row => row.trimEnd())).toEqual([
      'cannot reach the hub: Connection',
      'refused by 127.0.0.1:8883',
      '→ Check the host name and the',
      'network, or start the hub.',
    ]);
  });
});

describe('while the session may change nothing', () => {
  const pending = [{ battery: 79 }];
  it('what is kept is told, also online', () => {
    expect(shown({ client: { locked: true, pending } })).toContain('1 kept while read-only');
    expect(shown({ client: { locked: false, pending } }).join('\n')).not.toContain('kept');
  });
  it('a lost connection is told not to be tried again', () => {
    const client = { locked: true, status: 'reconnecting', pending, nextAttemptAt: undefined } as const;
    expect(shown({ client })).toContain('no attempt while read-only');
  });
});
