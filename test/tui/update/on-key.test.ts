import { describe, expect, it } from 'vitest';
import { textField } from '../../../src/tui/edit/text-field.ts';
import { nodeId, twinTree } from '../../../src/tui/panes/twin-tree.ts';
import { initialState, initialTwin, type Overlay, type ScreenState } from '../../../src/tui/state.ts';
import { versionId } from '../../../src/twin/seen-version.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { thermostat } from '../../helpers/screen-props.ts';

const start = initialState('myDeviceId', false);
const press = (state: ScreenState, ...keys: readonly string[]) => pressIn(keyContext, state, ...keys);
const over = (overlay: Overlay): ScreenState => ({ ...start, focus: 'twin', overlay });
const at = (section: 'tags' | 'desired' | 'reported', path: readonly string[], change: Partial<ScreenState> = {}) => ({
  ...start,
  focus: 'twin' as const,
  twin: { ...initialTwin, cursor: nodeId(section, path) },
  ...change,
});

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
    const { overlay } = keyStates.preview;
    const theirs = { ...thermostat, etag: 'AAAAAAAAAAk=' };
    const { effect } = press(over({ ...overlay, theirs } as Overlay), 'enter');
    expect(effect).toMatchObject({
      kind: 'send-change',
      preview: { base: { etag: 'AAAAAAAAAAk=' }, theirs: undefined },
    });
  });

  it('Esc in the patch goes back to what was typed', () => {
    const { overlay } = press(keyStates.preview, 'esc').state;
    expect(overlay?.kind === 'edit' && overlay.field.graphemes.join('')).toBe('tags.a = 1');
  });
});

describe('e on what has no value of its own', () => {
  const note = (state: ScreenState, ...keys: readonly string[]) => press(state, ...keys).state.notice;
  it('says how an object is edited, and leaves it open', () => {
    const { state } = press(at('tags', ['location']), 'e');
    expect(state.notice?.text).toBe('location is an object: e edits a value in it');
    expect(state.notice?.hint).toBe('a adds a key, Ctrl+G opens tags in $EDITOR, space folds');
    expect(state.twin.folded.size).toBe(0);
  });
  it('says how a section is edited', () => {
    expect(note(at('desired', []), 'e')?.text).toBe('desired is edited key by key');
    expect(note(at('reported', []), 'e')?.text).toBe('only the device writes reported');
  });
  it('while Enter folds', () => {
    expect([...press(at('tags', ['location']), 'enter').state.twin.folded]).toEqual([nodeId('tags', ['location'])]);
    expect(press(at('tags', ['location', 'plant']), 'enter').state.overlay?.kind).toBe('edit');
  });
});

describe('a deleted key', () => {
  const twin = { ...thermostat, tags: {} };
  const gone = twinTree({ twin, previous: thermostat, folded: new Set(), onlyDifferences: false });
  const pressGone = (...keys: readonly string[]) =>
    pressIn({ ...keyContext, twin, nodes: gone }, at('tags', ['location']), ...keys).state;
  it('is written again as it was', () => {
    const { overlay } = pressGone('e');
    expect(overlay?.kind === 'edit' && overlay.field.graphemes.join('')).toBe(
      'tags.location = {"region":"US","plant":"Redmond43"}',
    );
  });
  it('is not deleted twice', () => {
    expect(pressGone('x')).toMatchObject({ overlay: undefined, notice: { text: 'this key is deleted already' } });
  });
});

describe('time travel', () => {
  const top = at('tags', []);
  it('steps to older versions, says who wrote them, and comes back to the newest', () => {
    const old = press(top, '[', '[').state;
    expect(old.twin.at).toBe(versionId(keyContext.history[0]!));
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

it('F1 opens the help over whatever is being typed, and gives it back', () => {
  const help = press(keyStates.edit, 'f1').state;
  expect(help.overlay?.kind).toBe('help');
  expect(press(help, 'esc').state).toEqual(keyStates.edit);
});
