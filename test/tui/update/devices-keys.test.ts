import { describe, expect, it } from 'vitest';
import { textField } from '../../../src/tui/edit/text-field.ts';
import { initialState, initialTwin, type Overlay, type ScreenState } from '../../../src/tui/state.ts';
import { allDevices } from '../../../src/tui/update/devices-keys.ts';
import { deletion, newIdentity } from '../../../src/tui/update/identity-overlays.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';

const start = initialState('myDeviceId', false);
const press = (state: ScreenState, ...keys: readonly string[]) => pressIn(keyContext, state, ...keys);
const over = (overlay: Overlay): ScreenState => ({ ...start, overlay });

describe('the list of devices', () => {
  it('what is typed narrows it, and what is done is done to what is left', () => {
    const narrowed = press(over(allDevices), '/', '3', 'enter');
    expect(narrowed.state.overlay).toMatchObject({ kind: 'devices', isTyping: false, cursor: { index: 0 } });
    expect(press(narrowed.state, 'y').effect).toMatchObject({ target: { deviceId: 'dev3' } });
  });
  it('Esc while typing shows all devices again', () => {
    expect(press(over(allDevices), '/', '3', 'esc').state.overlay).toEqual(allDevices);
  });
  it('the twin chosen is shown from its top', () => {
    const { state } = press(
      { ...over(allDevices), twin: { ...initialTwin, cursor: 'x', at: 'v3 seen 1' } },
      'down',
      'enter',
    );
    expect(state).toMatchObject({ deviceId: 'dev2', moduleId: undefined, focus: 'twin', overlay: undefined });
    expect(state.twin).toEqual(initialTwin);
  });
  it('a device is deleted only when its name was typed', () => {
    const target = { deviceId: 'dev1' };
    const wrong = over({ ...deletion(target), field: textField('dev') });
    expect(press(wrong, 'enter').effect).toBeUndefined();
    expect(press(wrong, '1', 'enter').effect).toEqual({ kind: 'delete-identity', target });
  });
  it('a connection string is asked for by the name of the device, never kept in the state', () => {
    const { state, effect } = press(over(allDevices), 'y');
    expect(effect).toEqual({ kind: 'copy-connection-string', target: { deviceId: 'dev1' } });
    expect(JSON.stringify(state)).not.toContain('SharedAccessKey');
  });
});

describe('the modules of a device', () => {
  it('one is shown in the viewer, simulated, or its string copied, by both its names', () => {
    const target = { deviceId: 'dev1', moduleId: 'filter' };
    expect(press(keyStates.modules, 'enter').state).toMatchObject({ ...target, focus: 'twin' });
    expect(press(keyStates.modules, 's')).toMatchObject({ effect: { kind: 'simulate', target } });
    expect(press(keyStates.modules, 'y').effect).toEqual({ kind: 'copy-connection-string', target });
  });
  it('a new one is created in the device, and leaving goes back to its modules', () => {
    const typed = press(keyStates.modules, 'a', ...'cam2');
    expect(press(typed.state, 'enter').effect).toEqual({
      kind: 'create-identity',
      target: { deviceId: 'dev1', moduleId: 'cam2' },
    });
    expect(press(typed.state, 'esc')).toMatchObject({
      state: { overlay: { kind: 'modules', deviceId: 'dev1' } },
      effect: { kind: 'read-modules', deviceId: 'dev1' },
    });
  });
});

describe('the id of a new device', () => {
  it.each([
    ['dev two', 'a blank may not be in an id'],
    ['gerät', 'ä may not be in an id'],
    ['a/b', '/ may not be in an id'],
    ['a'.repeat(129), 'an id has at most 128 characters, this has 129'],
  ])('%s is refused before it is sent', (name, message) => {
    const { effect, state } = press(over({ ...newIdentity(undefined), field: textField(name) }), 'enter');
    expect(effect).toBeUndefined();
    expect(state.overlay).toMatchObject({ sending: false, problem: { message } });
  });
  it('may have all that a hub takes', () => {
    const name = "aZ09-:.+%_#*?!(),=@;$'";
    const { effect } = press(over({ ...newIdentity(undefined), field: textField(name) }), 'enter');
    expect(effect).toEqual({ kind: 'create-identity', target: { deviceId: name } });
  });
});

describe('direct methods', () => {
  const typed = (text: string) =>
    over({ kind: 'method', field: textField(text), isCalling: false, calls: [], top: 0, back: 0, problem: undefined });

  it('a method takes JSON as its payload, and no other text', () => {
    expect(press(typed('set {"a":  "b  c"}'), 'enter').effect).toMatchObject({ name: 'set', payload: { a: 'b  c' } });
    expect(press(typed('set nonsense'), 'enter').state.overlay).toMatchObject({ problem: expect.anything() as object });
  });
  it('a payload that is no JSON is told with its place, and an empty line with what is missing', () => {
    const { overlay } = press(typed('set {"a":'), 'enter').state;
    expect(overlay).toMatchObject({ problem: { message: expect.stringContaining('column 6') as string } });
    expect(press(typed(''), 'enter').state.overlay).toMatchObject({ problem: { message: 'no method is named yet' } });
  });
  it('it is called on the module whose twin is shown', () => {
    const { effect } = press({ ...typed('reboot'), moduleId: 'camera' }, 'enter');
    expect(effect).toMatchObject({ target: { deviceId: 'myDeviceId', moduleId: 'camera' } });
  });
});
