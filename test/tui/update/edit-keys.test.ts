import { describe, expect, it } from 'vitest';
import { editDialog } from '../../../src/tui/dialogs/edit-dialog.ts';
import { fieldText, textField } from '../../../src/tui/edit/text-field.ts';
import { nodeId, twinTree } from '../../../src/tui/panes/twin-tree.ts';
import { initialState, initialTwin, type Overlay, type ScreenState } from '../../../src/tui/state.ts';
import { paste } from '../../../src/tui/update/paste.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { thermostat } from '../../helpers/screen-props.ts';

const start = initialState('myDeviceId', false);
const nbsp = '\u00a0';
const twin = { ...thermostat, tags: { 'a=b': 1, [`${nbsp}c${nbsp}`]: 2, '': 3, o: { 'x=y': { z: 4 } } } };
const nodes = twinTree({ twin, previous: undefined, ...initialTwin });
const press = (state: ScreenState, ...keys: readonly string[]) =>
  pressIn({ ...keyContext, twin, nodes }, state, ...keys);
const at = (...path: readonly string[]): ScreenState => ({
  ...start,
  focus: 'twin',
  twin: { ...initialTwin, cursor: nodeId('tags', path) },
});
const contentOf = ({ state: { overlay } }: ReturnType<typeof press>) =>
  overlay?.kind === 'preview' ? overlay.change.content : overlay;

describe('a node whose key no text could tell', () => {
  it.each(['a=b', `${nbsp}c${nbsp}`, ''])('%j is edited', key => {
    expect(contentOf(press(at(key), 'e', 'backspace', '9', 'enter'))).toEqual({ tags: { [key]: 9 } });
  });

  it.each(['a=b', `${nbsp}c${nbsp}`, ''])('%j is deleted', key => {
    expect(contentOf(press(at(key), 'x', 'enter'))).toEqual({ tags: { [key]: null } });
  });

  it('holds new keys', () => {
    const added = press(at('o', 'x=y'), 'a', ...'new.deep = 5', 'enter');
    expect(contentOf(added)).toEqual({ tags: { o: { 'x=y': { new: { deep: 5 } } } } });
  });

  it('is still known after Esc in the patch', () => {
    const back = press(at('a=b'), 'e', 'backspace', '9', 'enter', 'esc').state;
    expect(contentOf(press(back, 'enter'))).toEqual({ tags: { 'a=b': 9 } });
  });

  it('gets a longer name where one is typed behind it', () => {
    const { state } = press(at('a=b'), 'e', 'ctrl+u', ...'tags.a=bc = 1', 'enter');
    expect(contentOf({ state })).toEqual({ tags: { 'a=bc': 1 } });
  });

  it('is forgotten where another path is typed', () => {
    expect(contentOf(press(at('a=b'), 'e', 'ctrl+u', ...'tags.other = 1', 'enter'))).toEqual({ tags: { other: 1 } });
  });
});

describe('a patch pasted in the place of an assignment', () => {
  const pasted = (text: string) => press(paste(press(at('o'), 'a').state, text, keyContext), 'enter');

  it('counts as it is, of both sections', () => {
    const patch = '{"tags":{"a":1,"gone":null},"properties":{"desired":{"interval":5}}}';
    expect(contentOf(pasted(patch))).toEqual(JSON.parse(patch));
    const section = { ...at(), twin: { ...initialTwin, cursor: nodeId('tags', []) } };
    expect(contentOf(press(paste(press(section, 'a').state, patch, keyContext), 'enter'))).toEqual(JSON.parse(patch));
  });

  it.each([
    ['{"tag":{"a":1}}', 'Expected tags and properties.desired, found "tag"'],
    ['{"properties":{"reported":{"a":1}}}', 'Expected tags and properties.desired, found "reported"'],
    ['{"tags":5}', 'Expected tags and properties.desired, found "tags"'],
    ['{"tags":{"a":1}', 'xpected'],
  ])('is told what is wrong with it: %s', (text, message) => {
    const section = { ...at(), twin: { ...initialTwin, cursor: nodeId('tags', []) } };
    const { overlay } = press(paste(press(section, 'a').state, text, keyContext), 'enter').state;
    expect(overlay).toMatchObject({ kind: 'edit', problem: { message: expect.stringContaining(message) } });
  });
});

describe('what the hub would refuse', () => {
  it.each(['tags.list = [1,null]', '{"tags":{"list":[1,null]}}'])('is named by its path: %s', text => {
    const edit = { ...keyStates.edit, overlay: { kind: 'edit', field: textField(text), problem: undefined } as const };
    expect(press(edit, 'enter').state.overlay).toMatchObject({
      problem: { hint: 'The hub would refuse it, at tags.list.1.' },
    });
  });
});

it('a section that is misspelt is told the word that was meant', () => {
  const field = textField('tag.location = 5');
  const edit = { ...keyStates.edit, overlay: { kind: 'edit', field, problem: undefined } as const };
  expect(press(edit, 'enter').state.overlay).toMatchObject({ problem: { hint: 'Did you mean tags?' } });
});

it('on what the device reports the field says that it takes the wish for it', () => {
  const cursor = nodeId('reported', ['battery']);
  const { overlay } = press({ ...start, focus: 'twin', twin: { ...initialTwin, cursor } }, 'e').state;
  expect(overlay).toMatchObject({ kind: 'edit', known: { isWish: true } });
  const { title } = editDialog(overlay as Extract<Overlay, { kind: 'edit' }>, { width: 76, height: 20 });
  expect(title).toContain('only the device writes reported');
  // The dialog of a tag is as it was.
  expect(editDialog({ kind: 'edit', field: textField(), problem: undefined }, { width: 76, height: 20 }).title).toBe(
    'Change the twin',
  );
});

describe('a whole path typed behind the beginning that stands there', () => {
  it.each([
    ['tags.other = 1', { tags: { other: 1 } }],
    ['desired.other = 1', { properties: { desired: { other: 1 } } }],
    ['properties.desired.other = 1', { properties: { desired: { other: 1 } } }],
  ])('counts as it is: %s', (text, content) => {
    expect(contentOf(press(at('o'), 'a', ...text, 'enter'))).toEqual(content);
  });

  it('still makes a key of that name when it is typed once more', () => {
    expect(contentOf(press(at('o'), 'a', ...'tags.tags.x = 1', 'enter'))).toEqual({ tags: { tags: { x: 1 } } });
  });
});

describe('what is wrong is marked where it stands', () => {
  const wrong = (text: string) => {
    const { overlay } = press(
      { ...start, overlay: { kind: 'edit', field: textField(text), problem: undefined } },
      'enter',
    ).state;
    return overlay as Extract<Overlay, { kind: 'edit' }>;
  };

  it.each([
    ['tags.a', 'tags.a', 'Expected path = value, found no ='],
    [' other.a = 1', ' ', 'Expected a path that begins with tags or desired, found "other"'],
    ['tags.a..b = 1', 'tags.a.', 'Expected keys behind tags'],
    ['tags = 1', 'tags ', 'Expected keys behind tags'],
    ['tags.a = ', 'tags.a = ', 'Expected a value behind ='],
    ['tags.a = {"b":1', 'tags.a = {"b":1', "Expected ',' or '}', found the end"],
    ["tags.a = 'b'", 'tags.a = ', `Expected a value, found "'"`],
    ['tags.a.b$c = 1', 'tags.a.', "contains '$'"],
    ['tags.a = {"b": {"c$": 1}}', 'tags.a = {"b": {', "contains '$'"],
    ['tags.a = {"b": [1, null]}', 'tags.a = {"b": [1, ', 'cannot be null'],
    ['desired.n = 4503599627370496', 'desired.n = ', 'the integer at properties.desired.n is outside'],
  ])('%s', (text, before, message) => {
    const { field, problem } = wrong(text);
    expect(problem?.message).toContain(message);
    expect(problem?.offset).toBe(before.length);
    expect(field.cursor).toBe(before.length);
    expect(fieldText(field)).toBe(text);
  });
});

it('the editor is opened again over the kept text, which stays until it has left something', () => {
  const { state, effect } = press(keyStates['editor-problem'], 'enter');
  expect(effect).toMatchObject({ kind: 'open-editor', job: { text: '{' } });
  expect(state.overlay).toMatchObject({ kind: 'editor-problem', job: { text: '{' } });
  expect(press(state, 'enter').effect, 'a second Enter in the same chunk opens no second one').toBeUndefined();
});

it('L in the patch unlocks the hub, and the patch stays', () => {
  const refused: ScreenState = {
    ...keyStates.preview,
    overlay: { ...keyStates.preview.overlay, problem: { message: 'read-only', hint: '' } } as Overlay,
  };
  const { state, effect } = press(refused, 'L');
  expect(effect).toEqual({ kind: 'toggle-lock' });
  expect(state.overlay).toMatchObject({ kind: 'preview', problem: undefined });
});
