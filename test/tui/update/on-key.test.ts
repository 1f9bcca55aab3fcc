import { describe, expect, it } from 'vitest';
import { learnCatalogue } from '../../../src/query/completion/learn-catalogue.ts';
import { textField } from '../../../src/tui/edit/text-field.ts';
import { bindings, type Place } from '../../../src/tui/keys/key-table.ts';
import { nodeId, twinTree } from '../../../src/tui/panes/twin-tree.ts';
import { initialState, initialTwin, type Overlay, type ScreenState } from '../../../src/tui/state.ts';
import type { KeyContext } from '../../../src/tui/update/key-context.ts';
import { onKey } from '../../../src/tui/update/on-key.ts';
import { screenProps, thermostat, thermostatBefore } from '../../helpers/screen-props.ts';

const start = initialState('myDeviceId', false);
const { nodes, wire, results } = screenProps({ columns: 120, rows: 36 });
const older = { ...thermostatBefore, version: 11, tags: { location: { region: 'EU' } } };
const context: KeyContext = {
  twin: thermostat,
  history: [older, thermostatBefore, thermostat].map(document => ({ at: 1, document, changedBy: { by: 'device' } })),
  nodes,
  devices: ['dev1', 'dev2', 'dev3'].map(deviceId => ({
    deviceId,
    status: 'enabled',
    connectionState: 'Connected',
    lastActivityTime: undefined,
    authenticationType: 'sas',
    isEdge: false,
  })),
  wire: [...wire.records, ...wire.records, ...wire.records],
  hostName: 'localhost',
  results,
  promptWidth: 80,
  isQueryRunning: false,
  catalogue: learnCatalogue(),
  halfPage: { twin: 5, query: 5 },
};
const press = (state: ScreenState, ...keys: readonly string[]) =>
  keys.reduce<ReturnType<typeof onKey>>(
    (update, key) => onKey(update.state, { name: key, text: key.length === 1 ? key : undefined }, context),
    { state },
  );
const over = (overlay: Overlay): ScreenState => ({ ...start, focus: 'twin', overlay });
const at = (section: 'tags' | 'desired' | 'reported', path: readonly string[], change: Partial<ScreenState> = {}) => ({
  ...start,
  focus: 'twin' as const,
  twin: { ...initialTwin, cursor: nodeId(section, path) },
  ...change,
});

/** In which state a key of a place shall change something. */
const middle = at('desired', ['firmware']);
const states: Partial<Record<Place, ScreenState>> = {
  device: start,
  twin: { ...middle, twin: { ...middle.twin, at: 12, search: { field: textField('type'), isTyping: false } } },
  copy: { ...middle, twin: { ...middle.twin, isCopying: true } },
  search: { ...middle, twin: { ...middle.twin, search: { field: textField('ty'), isTyping: true } } },
  global: { ...start, zoomed: true },
  always: start,
  help: over({ kind: 'help', top: 2 }),
  palette: over({ kind: 'palette', field: textField(''), index: 1 }),
  edit: over({ kind: 'edit', field: textField('tags.a = 1'), problem: undefined }),
  preview: press(over({ kind: 'edit', field: textField('tags.a = 1'), problem: undefined }), 'enter').state,
  timeline: over({ kind: 'timeline', index: 1 }),
  compare: over({ kind: 'compare', from: older, to: thermostat, top: 1 }),
  wire: over({ kind: 'wire', index: 1, isOpen: false }),
  devices: over({ kind: 'devices', index: 1 }),
  'create-device': over({ kind: 'create-device', field: textField('dev9'), problem: undefined }),
  'delete-device': over({ kind: 'delete-device', deviceId: 'dev1', field: textField('dev1'), problem: undefined }),
  method: over({ kind: 'method', field: textField('reboot'), isCalling: false, calls: [], problem: undefined }),
  'editor-problem': over({
    kind: 'editor-problem',
    job: { target: 'tags', text: '{', base: thermostat },
    problem: { message: 'this is no JSON', hint: '' },
  }),
};
const ours = bindings.filter(({ place, act }) => states[place] !== undefined && act !== 'fold-out');

describe('every key of the table does something', () => {
  const foldedNodes = twinTree({
    twin: thermostat,
    previous: undefined,
    folded: new Set([nodeId('desired', ['firmware'])]),
    onlyDifferences: false,
  });
  it.each(['right', 'l'])('twin: %s unfolds what is folded', key => {
    const folded = new Set([nodeId('desired', ['firmware'])]);
    const state = { ...middle, twin: { ...middle.twin, folded } };
    const next = onKey(state, { name: key, text: undefined }, { ...context, nodes: foldedNodes });
    expect(next.state.twin.folded.size).toBe(0);
  });

  it.each(
    ours.flatMap(({ place, act, keys }) => keys.map(key => [place, key, act] as const)),
  )('%s: %s (%s)', (place, key, act) => {
    const state = states[place]!;
    const from = before[act]?.(state) ?? state;
    const live = ['edit-value', 'add-value', 'delete-value', 'open-editor'].includes(act) ? newest(from) : from;
    const { state: next, effect } = press(live, key);
    expect(effect !== undefined || next !== live).toBe(true);
    expect(effect !== undefined || JSON.stringify(next, plain) !== JSON.stringify(live, plain)).toBe(true);
  });
});

const plain = (_key: string, value: unknown) => (value instanceof Set ? [...value] : value);
const newest = (state: ScreenState): ScreenState => ({ ...state, twin: { ...state.twin, at: undefined } });

/** Where an act needs another state to have anything to do. */
const before: Readonly<Record<string, (state: ScreenState) => ScreenState>> = {
  zoom: () => start,
  'previous-sibling': () => at('desired', ['telemetryInterval']),
  'focus-device': state => ({ ...state, focus: 'twin' }),
  'unfold-all': state => ({ ...state, twin: { ...state.twin, folded: new Set([nodeId('desired', ['firmware'])]) } }),
};

describe('edits', () => {
  it('a value is edited in place, shown as a minimal patch, and sent with the etag of the twin shown', () => {
    const typed = press(at('tags', ['location', 'plant']), 'e', 'ctrl+u', ...'tags.location.plant = Plant9');
    const shown = press(typed.state, 'enter');
    expect(shown.state.overlay).toMatchObject({
      kind: 'preview',
      change: { kind: 'patch', content: { tags: { location: { plant: 'Plant9' } } } },
      base: { etag: 'AAAAAAAAAAQ=' },
    });
    expect(press(shown.state, 'enter').effect).toMatchObject({ kind: 'send-change' });
  });

  it('on a reported property the wish for it is edited', () => {
    const { overlay } = press(at('reported', ['battery']), 'e').state;
    expect(overlay?.kind === 'edit' && overlay.field.graphemes.join('')).toBe('desired.battery = 78');
  });

  it('what the hub would refuse does not get as far as the patch', () => {
    const { overlay } = press(
      over({ kind: 'edit', field: textField('tags.a$b = 1'), problem: undefined }),
      'enter',
    ).state;
    expect(overlay).toMatchObject({ kind: 'edit', problem: { hint: 'The hub would refuse it.' } });
  });

  it('after a conflict the change is sent for the newer twin that was shown beside it', () => {
    const { overlay } = states.preview!;
    const theirs = { ...thermostat, etag: 'AAAAAAAAAAk=' };
    const { effect } = press(over({ ...overlay, theirs } as Overlay), 'enter');
    expect(effect).toMatchObject({
      kind: 'send-change',
      preview: { base: { etag: 'AAAAAAAAAAk=' }, theirs: undefined },
    });
  });

  it('Esc in the patch goes back to what was typed', () => {
    const { overlay } = press(states.preview!, 'esc').state;
    expect(overlay?.kind === 'edit' && overlay.field.graphemes.join('')).toBe('tags.a = 1');
  });
});

describe('time travel', () => {
  const top = at('tags', []);
  it('steps to older versions, says who wrote them, and comes back to the newest', () => {
    const old = press(top, '[', '[').state;
    expect(old.twin.at).toBe(11);
    expect(old.notice?.text).toContain('the device');
    expect(press(old, ']', ']').state.twin.at).toBeUndefined();
  });
  it('the oldest version is the end', () => {
    expect(press(top, '[', '[', '[').state.notice?.text).toContain('oldest');
  });
  it('an older version is written back as the smallest patch', () => {
    expect(press(top, '[', '[', 'r').state.overlay).toMatchObject({
      kind: 'preview',
      change: { content: { tags: { location: { region: 'EU', plant: null } } } },
      base: { version: 13 },
    });
  });
  it('an older version is not edited', () => {
    expect(press(top, '[', 'e').state.notice?.text).toBe('an older version is shown');
  });
});

describe('search and copy', () => {
  it('the cursor goes to the first match while it is typed, n and N go on', () => {
    const found = press(at('tags', []), '/', ...'version', 'enter').state;
    expect(found.twin.cursor).toBe(nodeId('desired', ['firmware', 'version']));
    const next = press(found, 'n').state;
    expect(next.twin.cursor).toBe(nodeId('reported', ['firmware', 'version']));
    expect(press(next, 'N').state.twin.cursor).toBe(found.twin.cursor);
  });
  it('a path is a jump', () => {
    expect(press(at('tags', []), '/', ...'properties.reported.connectivity.type').state.twin.cursor).toBe(
      nodeId('reported', ['connectivity', 'type']),
    );
  });
  it.each([
    ['v', 'Redmond43'],
    ['p', 'tags.location.plant'],
    ['q', "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'"],
    [
      'a',
      `az iot hub device-twin update --hub-name localhost --device-id myDeviceId --tags '{"location":{"plant":"Redmond43"}}'`,
    ],
  ])('y %s copies %s', (key, text) => {
    expect(press(at('tags', ['location', 'plant']), 'y', key).effect).toMatchObject({ kind: 'copy', text });
  });
});

describe('devices', () => {
  it('a device is deleted only when its name was typed', () => {
    const wrong = over({ kind: 'delete-device', deviceId: 'dev1', field: textField('dev'), problem: undefined });
    expect(press(wrong, 'enter').effect).toBeUndefined();
    expect(press(wrong, '1', 'enter').effect).toEqual({ kind: 'delete-device', deviceId: 'dev1' });
  });
  it('a method takes JSON as its payload, and no other text', () => {
    const typed = (text: string) =>
      over({ kind: 'method', field: textField(text), isCalling: false, calls: [], problem: undefined });
    expect(press(typed('set {"a":  "b  c"}'), 'enter').effect).toMatchObject({ name: 'set', payload: { a: 'b  c' } });
    expect(press(typed('set nonsense'), 'enter').state.overlay).toMatchObject({ problem: expect.anything() as object });
  });
});
