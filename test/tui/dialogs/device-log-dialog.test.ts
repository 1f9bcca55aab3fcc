import { describe, expect, it } from 'vitest';
import { deviceLogDialog } from '../../../src/tui/dialogs/device-log-dialog.ts';
import { drawnDialog, withinDialog } from '../../../src/tui/dialogs/dialog-rows.ts';
import { initialState } from '../../../src/tui/state.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { rowText } from '../../helpers/row-text.ts';
import { deviceView, noon, screenProps } from '../../helpers/screen-props.ts';

const { client } = deviceView;
const room = { width: 76, height: 10 };
const reported = (n: number) => ({ at: noon, kind: 'reported' as const, text: `reported ${n}`, version: n });
const shown = (log: typeof client.log, top = 0) => deviceLogDialog({ ...client, log }, top, noon, room);
const text = (log: typeof client.log, top = 0) => shown(log, top).rows.map(rowText).join('\n');

describe('the log of the device', () => {
  it('has each entry as a sentence, with what was sent or came, whole', () => {
    const value = 'x'.repeat(200);
    const whole = text([{ ...reported(9), milliseconds: 1.9, body: { connectivity: { value } } }]);
    expect(whole).toMatch(/→ reported 9 +v9 1\.9 ms/);
    expect(whole.replace(/\s/g, '')).toContain(`{"connectivity":{"value":"${value}"}}`);
  });

  it('can be scrolled to its ends, from the device pane, in 24 lines', () => {
    const log = Array.from({ length: 40 }, (_, n) => reported(n));
    const start = { ...initialState('myDeviceId', false), focus: 'device' as const };
    const props = { ...screenProps({ columns: 80, rows: 24 }), device: { ...deviceView, client: { ...client, log } } };
    const pressed = (...keys: readonly string[]) => {
      let state: ReturnType<typeof pressIn>['state'] = start;
      for (const key of keys) {
        const next = pressIn(keyContext, state, key).state;
        state = { ...next, overlay: next.overlay && withinDialog({ ...props, state: next }, next.overlay) };
      }
      return (
        state.overlay &&
        drawnDialog({ ...props, state }, state.overlay)
          .rows.map(rowText)
          .join('\n')
      );
    };
    expect(pressed('l')).toContain('reported 39');
    expect(pressed('l', 'g')).toContain('reported 0 ');
    expect(pressed('l', 'g', 'G')).toContain('reported 39');
    expect(pressed('l', 'esc')).toBeUndefined();
  });

  it('stays where it is read while more comes, and tells how much', () => {
    const log = Array.from({ length: 30 }, (_, n) => reported(n));
    const before = text(log, 20);
    const more = [...log, reported(30), reported(31)];
    expect(text(more, 20)).toBe(before);
    expect(rowText(shown(more, 20).status!)).toBe('↓ 2 more');
  });

  it('escapes what comes from others', () => {
    expect(text([{ ...reported(1), text: 'a\u001b[2J', body: { k: '\u001b' } }])).not.toContain('\u001b');
  });
});
