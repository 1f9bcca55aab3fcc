import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/lib/json.ts';
import { lastTop } from '../../../src/tui/dialogs/dialog.ts';
import { previewDialog } from '../../../src/tui/dialogs/preview-dialog.ts';
import type { TwinChange } from '../../../src/tui/edit/twin-change.ts';
import type { Preview } from '../../../src/tui/state.ts';
import { rowWidth } from '../../../src/tui/text/row.ts';
import type { TwinDocument } from '../../../src/twin/twin-document.ts';
import { rowText } from '../../helpers/row-text.ts';
import { thermostat } from '../../helpers/screen-props.ts';

const twin = (tags: JsonObject, desired: JsonObject): TwinDocument => ({
  ...thermostat,
  tags,
  properties: { ...thermostat.properties, desired: { ...desired, $version: 4 } },
});
const replace = (tags: JsonObject, desired: JsonObject): TwinChange => ({
  kind: 'replace',
  content: { tags, properties: { desired } },
});
const patch = (content: TwinChange['content']): TwinChange => ({ kind: 'patch', content });

const unlocked = { locked: false, permanent: false };
/** Inside the border on 80 × 24. */
const room = { width: 76, height: 20 };

function shown(change: TwinChange, base: TwinDocument, more: Partial<Preview> = {}, lock = unlocked) {
  const preview: Preview = {
    kind: 'preview',
    title: 'The patch',
    change,
    base,
    theirs: undefined,
    origin: { kind: 'restore' },
    sending: false,
    top: 0,
    problem: undefined,
    ...more,
  };
  const dialog = previewDialog(preview, lock, room);
  // What goes on in the next line belongs together.
  return {
    ...dialog,
    text: dialog.rows
      .map(rowText)
      .join('\n')
      .replace(/\n {12}(?=\S)/g, ''),
  };
}

const taken = 'Somebody else changed the same.';
const harmless = 'but not what you change: sending is safe';

describe('somebody else wrote meanwhile', () => {
  const base = twin({ a: 1, b: 2 }, { x: 1 });

  it('a replacement tells that it would delete what they added', () => {
    const theirs = twin({ a: 1, b: 2, added: 'theirs' }, { x: 1 });
    const { text } = shown(replace({ a: 9, b: 2 }, { x: 1 }), base, { theirs });
    expect(text).toContain(taken);
    expect(text).toMatch(/tags\.added\n +was +nothing\n +≠ theirs +"theirs"\n +yours +deleted/);
  });

  it('a replacement tells that it would take back what they changed and it did not', () => {
    const { text } = shown(replace({ a: 9, b: 2 }, { x: 1 }), base, { theirs: twin({ a: 1, b: 5 }, { x: 1 }) });
    expect(text).toContain(taken);
    expect(text).toMatch(/tags\.b\n +was +2\n +≠ theirs +5\n +yours +2/);
  });

  it('a replacement that undoes nothing of theirs is safe', () => {
    const { text } = shown(replace({ a: 9 }, { x: 1 }), base, { theirs: twin({ a: 1 }, { x: 1 }) });
    expect(text).toContain(harmless);
  });

  it('a patch into an object that they made a number tells that theirs is lost', () => {
    const change = patch({ tags: { o: { new: 1 } } });
    const { text } = shown(change, twin({ o: { old: 1 } }, {}), { theirs: twin({ o: 7 }, {}) });
    expect(text).toContain(taken);
    expect(text).toMatch(/tags\.o\n.*was.*\n +≠ theirs +7/);
  });

  it('a patch of other keys of the object that they made is safe', () => {
    const change = patch({ tags: { o: { mine: 1 } } });
    expect(shown(change, twin({}, {}), { theirs: twin({ o: { theirs: 1 } }, {}) }).text).toContain(harmless);
  });

  it('what both deleted is lost by neither', () => {
    const { text } = shown(patch({ tags: { b: null } }), base, { theirs: twin({ a: 1 }, { x: 1 }) });
    expect(text).toContain(harmless);
  });

  it('where they wrote the same there is nothing to send', () => {
    const { text } = shown(replace({ a: 1 }, {}), base, { theirs: twin({ a: 1 }, {}) });
    expect(text).toContain('the twin is as you want it');
  });
});

describe('what the device will receive', () => {
  const base = twin({ a: 1 }, { kept: 1, gone: 2, o: { kept: 1, gone: 2 } });

  it('of a replacement: all that is there, and null for each key that vanished', () => {
    const { text } = shown(replace({ a: 1 }, { kept: 1, o: { kept: 1 } }), base);
    expect(text).toContain('receives {"gone":null,"kept":1,"o":{"gone":null,"kept":1},"$version":5}');
  });

  it('of a replacement without desired: null for all that was there', () => {
    expect(shown(replace({}, {}), base).text).toContain('receives {"kept":null,"gone":null,"o":null,"$version":5}');
  });

  it('of a replacement that leaves desired empty as it was: nothing', () => {
    expect(shown(replace({ a: 2 }, {}), twin({ a: 1 }, {})).text).toContain('is not told: desired stays as it is');
  });

  it('of a patch: no null for what is not there', () => {
    const change = patch({ properties: { desired: { kept: 1, never: null } } });
    expect(shown(change, base).text).toContain('receives {"kept":1,"$version":5}');
  });

  it('of a patch of tags: nothing', () => {
    expect(shown(patch({ tags: { a: 2 } }), base).text).toContain("is not told: tags are the back end's own");
  });
});

describe('a change that changes nothing', () => {
  const base = twin({ region: 'US', list: [1, { a: 2 }] }, {});

  it.each([
    [{ region: 'US' }, '= nothing tags.region  "US"   the value stays the same'],
    [{ list: [1, { a: 2 }] }, '= nothing tags.list  [1,{"a":2}]   the value stays the same'],
    [{ nope: null }, '= nothing tags.nope   there is no such key'],
  ])('says so, and can be sent all the same: %j', (tags, row) => {
    const { text } = shown(patch({ tags }), base);
    expect(text.split('\n')[0]).toBe(row);
    expect(text).toContain('⏎ sends it');
  });
});

describe('a patch longer than the dialog', () => {
  const words = Array.from({ length: 120 }, (_, index) => `word${index}`).join('-');
  const keys = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`key${index}`, index]));
  const base = twin({}, {});
  const change = patch({ tags: { ...keys, long: words } });

  it('is seen whole by scrolling, no value cut', () => {
    const all = shown(change, base);
    expect(all.last).toBeGreaterThan(30);
    const bodies = Array.from({ length: all.last! + 1 }, (_, top) => shown(change, base, { top }).rows[0]!);
    const body = bodies.map(row => rowText(row).trim()).join('');
    expect(body).toContain(`+ add     tags.key29  29`);
    expect(body).toContain(words);
  });

  it('always shows which keys send it, go back and scroll, and which lines are shown', () => {
    for (const top of [0, 10, 1_000]) {
      const { rows, status } = shown(change, base, { top });
      expect(rows).toHaveLength(room.height);
      expect(rowText(rows.at(-1)!)).toBe('⏎ sends it, Esc goes back, ↑ ↓ PgUp PgDn scroll');
      expect(rowText(status!)).toMatch(/^lines \d+ to \d+ of \d+$/);
    }
  });

  it('tells how many keys it deletes, wherever they stand', () => {
    const full = twin({ ...keys, z1: 1, z2: 2 }, { x: 1 });
    const { text } = shown(replace({ ...keys, key0: 9, new: words }, {}), full, { top: 3 });
    expect(text).toContain('1 added, 1 changed, 3 deleted');
  });

  it('is nowhere wider than the dialog', () => {
    for (let top = 0; top <= lastTop(shown(change, base).rows, 1); top++)
      for (const row of shown(change, base, { top }).rows) expect(rowWidth(row)).toBeLessThanOrEqual(room.width);
  });

  it('of all that a section holds is broken into lines once, not with each key', () => {
    const section = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`key${index}`, '漢é'.repeat(800)]));
    const large = patch({ properties: { desired: section } });
    const lines = shown(large, base).last!;
    // The very rows, and not only equal ones: none was made anew.
    const [, second] = shown(large, base, { top: 0 }).rows;
    expect(shown(large, base, { top: 1 }).rows[0]).toBe(second);
    expect(shown(large, base, { top: 1 }).last).toBe(lines);
    expect(shown(large, base, { theirs: twin({ theirs: 1 }, {}) }).text).toContain(harmless);
  });

  it('tells a problem first, whole', () => {
    const problem = { message: `it went wrong ${'because '.repeat(20)}of that`, hint: 'Try again.' };
    const { text } = shown(change, base, { problem });
    expect(text).toMatch(/^✗ it went wrong/);
    expect(text).toContain('of that');
  });
});

describe('a hub that is locked', () => {
  const change = patch({ tags: { a: 2 } });
  it('is told of before anything is sent, with the key that unlocks it here', () => {
    const { text } = shown(change, thermostat, {}, { locked: true, permanent: false });
    expect(text).toContain('read-only: L unlocks writing to this hub');
  });
  it('is told of with what to do where nothing unlocks it', () => {
    const { text } = shown(change, thermostat, {}, { locked: true, permanent: true });
    expect(text).toContain('start again without --read-only');
  });
});

it('while it is sent it tells that Esc leaves it, and what that means', () => {
  expect(shown(patch({ tags: { a: 2 } }), thermostat, { sending: true }).text).toContain(
    'sending… Esc leaves it, the write may still arrive',
  );
});
