import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type JsonObject, toBareObject } from '../../../src/lib/json.ts';
import { splitCommand } from '../../../src/tui/app/editor.ts';
import { editedChange } from '../../../src/tui/edit/edited-change.ts';
import { inversePatch, minimalPatch } from '../../../src/tui/edit/minimal-patch.ts';
import { mergeValues } from '../../../src/twin/merge-values.ts';
import { thermostat } from '../../helpers/screen-props.ts';

const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.integer(), { maxLength: 3 }));
const { section } = fc.letrec<{ section: JsonObject }>(tie => ({
  section: fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd', '__proto__'),
    fc.oneof({ maxDepth: 3 }, leaf, tie('section')),
    {
      maxKeys: 4,
    },
  ) as fc.Arbitrary<JsonObject>,
}));
const sections = section.map(value => toBareObject(value));
const text = (value: unknown) => JSON.stringify(sorted(value));

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)]);
}

it('merging the minimal patch gives what was edited, and nothing is sent when nothing changed', () => {
  fc.assert(
    fc.property(sections, sections, (before, after) => {
      const patch = minimalPatch(before, after);
      expect(text(patch === undefined ? before : mergeValues(before, patch))).toBe(text(after));
      expect(minimalPatch(before, before)).toBeUndefined();
    }),
  );
});

it('the inverse of a patch takes it back', () => {
  fc.assert(
    fc.property(sections, sections, (before, after) => {
      const patch = minimalPatch(before, after);
      if (patch === undefined) return;
      expect(text(mergeValues(after, inversePatch(before, patch)))).toBe(text(before));
    }),
  );
});

it('only what was edited is in the patch, with null for what was deleted', () => {
  const job = { target: 'tags' as const, text: '', base: thermostat };
  expect(editedChange(job, '{"location":{"plant":"Plant9"}}')).toEqual({
    kind: 'change',
    change: { kind: 'patch', content: { tags: { location: { region: null, plant: 'Plant9' } } } },
  });
  expect(editedChange(job, JSON.stringify(thermostat.tags))).toEqual({ kind: 'unchanged' });
});

it.each([
  ['{"a":', 'line 1, column 6: expected a value, found the end'],
  ['[1]', 'Expected a JSON object'],
  ['{"a b":1}', 'line 1, column 2: the key "a b" in properties.desired contains a space'],
])('%s from the editor is refused with a reason', (left, reason) => {
  const result = editedChange({ target: 'desired', text: '', base: thermostat }, left);
  expect(result.kind === 'wrong' && result.problem.message).toContain(reason);
});

it('the editor command is split as a shell does', () => {
  expect(splitCommand(`'/opt/my editor' --wait "a b"`)).toEqual(['/opt/my editor', '--wait', 'a b']);
});
