import { describe, expect, it } from 'vitest';
import { methodDialog } from '../../../src/tui/dialogs/method-dialog.ts';
import { fieldText, textField } from '../../../src/tui/edit/text-field.ts';
import type { MethodCallResult } from '../../../src/tui/method-call.ts';
import type { Overlay, ScreenState } from '../../../src/tui/state.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { rowText } from '../../helpers/row-text.ts';
import { noon } from '../../helpers/screen-props.ts';

type Method = Extract<Overlay, { kind: 'method' }>;
const answered = (payload: MethodCallResult['payload'], status = 200): MethodCallResult['answer'] => ({
  status,
  payload,
  milliseconds: 3.2,
});
const call = (name: string, change: Partial<MethodCallResult> = {}): MethodCallResult => ({
  at: noon,
  target: 'myDeviceId',
  name,
  payload: null,
  answer: answered(null),
  ...change,
});
const overlay: Method = {
  kind: 'method',
  field: textField(),
  isCalling: false,
  calls: [call('reboot'), call('setInterval', { payload: { seconds: 5 }, answer: answered({ was: 10 }, 400) })],
  top: 0,
  back: 0,
  problem: undefined,
};
const shown = (change: Partial<Method> = {}, height = 30) =>
  methodDialog({ overlay: { ...overlay, ...change }, target: 'dev1', now: noon, room: { width: 116, height } });

describe('calling a direct method', () => {
  it('says who is called, and tells each call with payload, status, result and time, the last on top', () => {
    const { title, rows } = shown();
    expect(title).toBe('Call a direct method · dev1');
    const text = rows.map(rowText).slice(4).join('\n');
    expect(text).toMatch(
      /→ setInterval +myDeviceId .*\n +\{"seconds":5\}\n +← 400 +3\.2 ms\n +\{"was":10\}\n→ reboot .*\n +← 200/,
    );
  });

  it('a result is shown whole, however long', () => {
    const long = Array.from({ length: 200 }, (_, index) => `entry-${index}`);
    const calls = [call('list', { answer: answered(long) })];
    const pages = Array.from({ length: 8 }, (_, page) => shown({ calls, top: page * 8 }).rows.map(rowText));
    // Lines end in the middle of a word.
    const whole = pages.map(rows => rows.map(text => text.trim()).join(''));
    for (const entry of long) expect(whole.some(text => text.includes(entry))).toBe(true);
  });

  it('what went wrong stands where the answer would, with what to do', () => {
    const problem = { message: 'the device is offline', hint: 'o brings it online' };
    const text = shown({ calls: [call('reboot', { answer: { problem } })] })
      .rows.map(rowText)
      .join('\n');
    expect(text).toContain('✗ the device is offline');
    expect(text).toContain('o brings it online');
  });

  it('Up brings earlier calls back to be made again, Down goes on to an empty line', () => {
    const state: ScreenState = { ...keyStates.method, overlay };
    const typed = (...keys: readonly string[]) => {
      const next = pressIn(keyContext, state, ...keys).state.overlay as Method;
      return fieldText(next.field);
    };
    expect(typed('up')).toBe('setInterval {"seconds":5}');
    expect(typed('up', 'up')).toBe('reboot');
    expect(typed('up', 'up', 'up')).toBe('reboot');
    expect(typed('up', 'up', 'down')).toBe('setInterval {"seconds":5}');
    expect(typed('up', 'down')).toBe('');
  });
});
