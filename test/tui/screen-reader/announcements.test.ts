import { describe, expect, it } from 'vitest';
import type { ScreenProps } from '../../../src/tui/app/screen.tsx';
import { announcements } from '../../../src/tui/screen-reader/announcements.ts';
import { liveLine } from '../../../src/tui/screen-reader/live-line.ts';
import { spoken } from '../../../src/tui/screen-reader/spoken.ts';
import type { ScreenState } from '../../../src/tui/state.ts';
import { span } from '../../../src/tui/text/row.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { noon, screenProps, thermostat, thermostatBefore } from '../../helpers/screen-props.ts';

const size = { columns: 120, rows: 36 };
const props = (state: Partial<ScreenState> = {}, change: Partial<ScreenProps> = {}): ScreenProps => ({
  ...screenProps({ ...size, state }),
  ...change,
});
const told = (before: ScreenProps, after: ScreenProps) => announcements(before, after);

it('at first all there is to know is told, then nothing while nothing happens', () => {
  const first = announcements(undefined, props());
  expect(first[0]).toContain('twin-tui local hub');
  expect(first).toContain('Device pane, myDeviceId');
  expect(first).toContain('Channel selected: cellular');
  expect(first).toContain('downloading 60 %');
  expect(told(props(), { ...props(), now: noon + 60_000 })).toEqual([]);
});

describe('what is told', () => {
  it.each<[string, ScreenProps, ScreenProps, readonly string[]]>([
    [
      'a notice, with what to do next',
      props(),
      props({ notice: { tone: 'bad', text: 'refused', hint: 'Try again.' } }),
      ['error: refused', 'next: Try again.'],
    ],
    [
      'the pane that has the focus',
      props(),
      props({ focus: 'twin' }),
      ['Twin pane, myDeviceId, version 13, 20 lines', 'tags 30 B of 8 KB'],
    ],
    [
      'the line under the cursor, with its path',
      props({ focus: 'twin' }),
      props({ ...keyStates.twin, twin: { ...keyStates.twin.twin, cursor: '["desired","firmware","version"]' } }),
      ['desired firmware: version "1.1" v4 differs from reported "1.0" 12 s'],
    ],
    [
      'a version that somebody made',
      props({}, { twin: { ...props().twin, history: [version(thermostatBefore)] } }),
      props({}, { twin: { ...props().twin, history: [version(thermostatBefore), version(thermostat)] } }),
      ['twin version 13 by the device: reported {"connectivity":{"type":"cellular"}}'],
    ],
    [
      'a device that was made again',
      props({}, { twin: { ...props().twin, history: [version(thermostat)] } }),
      props({}, { twin: { ...props().twin, history: [version(thermostat), version({ ...thermostat, version: 2 })] } }),
      ['the device was made again: twin version 2'],
    ],
    [
      'rows of a query',
      props({}, { query: { ...props().query, run: 0 } }),
      props(),
      ['query: 1 row, 0.4 ms', 'row 1 of 1: deviceId myDeviceId, type cellular'],
    ],
    [
      'a hub that is gone',
      props(),
      props({}, { connection: { ...props().connection, status: 'lost', error: undefined } }),
      ['twin-tui local hub, localhost:8883 error: the hub is gone myDeviceId twin v13 AAAAAAAAAAQ='],
    ],
  ])('%s', (_what, before, after, lines) => {
    expect(told(before, after)).toEqual(lines);
  });
});

function version(document: typeof thermostat) {
  return { at: noon, document, changedBy: { by: 'device' } } as const;
}

it.each(Object.entries(keyStates))('%s: each line is words alone, and the place has a name', (_place, state) => {
  const after = props(state);
  const lines = [...announcements(undefined, after), liveLine(after)];
  for (const line of lines) expect(line).not.toMatch(/[\u2500-\u259f▰▱●○◌▾▸⚙↻\u001b]/);
  expect(liveLine(after)).toMatch(/^[A-Z]/);
});

it.each([
  ['(•) cellular', 'selected: cellular'],
  ['Firmware  1.0 → 1.1  ███░░ 62 %', 'Firmware 1.0 to 1.1 62 %'],
  ['✗ refused', 'error: refused'],
  ['── Log ─────', 'Log'],
  ['▰▰▱▱▱ 12.0 KB / 32 KB', '12.0 KB of 32 KB'],
  ['^P commands', 'Control P commands'],
])('%s is read as %s', (text, words) => {
  expect(spoken([span(text)])).toBe(words);
});
