import { messageOf } from '../../lib/errors.ts';
import { isObject, type Json } from '../../lib/json.ts';
import { mergeValues } from '../../twin/merge-values.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import { readSection } from '../../twin/twin-document.ts';
import { validateSize, validateWrite } from '../../twin/validate.ts';
import { type Assignment, patchOf } from './assignment.ts';

/** The section's values as the twin has them. */
export function sectionValues(twin: TwinDocument, section: Assignment['section']) {
  return section === 'tags' ? (twin.tags ?? {}) : readSection(twin.properties.desired).values;
}

/** What the hub would refuse, in its words; undefined when it would take it. hub-reference 2.7. */
export function refusalOf(twin: TwinDocument, assignment: Assignment): string | undefined {
  const { section } = assignment;
  const patch = patchOf(assignment);
  const before = sectionValues(twin, section);
  try {
    validateWrite(section, patch, 'delete');
    validateSize(section, before, mergeValues(before, patch));
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** What stands at the path now. */
export function presentValue(twin: TwinDocument, { section, path }: Assignment): Json | undefined {
  let found: Json | undefined = sectionValues(twin, section);
  for (const key of path) found = isObject(found) ? found[key] : undefined;
  return found;
}
