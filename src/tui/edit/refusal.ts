import { messageOf } from '../../lib/errors.ts';
import { type JsonPlace, jsonPlace } from '../../lib/json-place.ts';
import { mergeValues } from '../../twin/merge-values.ts';
import { TwinRuleError } from '../../twin/rule-error.ts';
import { type TwinDocument, valuesOf } from '../../twin/twin-document.ts';
import { validateSize, validateWrite } from '../../twin/validate.ts';
import type { AssignmentPlaces } from './assignment.ts';
import { sectionContent, type TwinChange, type WritableSection, writableSections } from './twin-change.ts';

/** What the hub would refuse, in its words. */
export type Refusal = {
  readonly message: string;
  readonly section: WritableSection;
  /** Keys below the section that lead there; none when it is the section itself. */
  readonly path: readonly string[];
  /** Whether it is the last key that is wrong, not what stands behind it. */
  readonly isKey: boolean;
};

/** Undefined when the hub would take it. hub-reference 2.7. */
export function refusalOf(twin: TwinDocument, { kind, content }: TwinChange): Refusal | undefined {
  for (const section of writableSections) {
    const written = sectionContent(content, section);
    if (written === undefined) continue;
    const before = valuesOf(twin, section);
    try {
      validateWrite(section, written, kind === 'patch' ? 'delete' : 'forbidden');
      validateSize(section, before, kind === 'patch' ? mergeValues(before, written) : written);
    } catch (error) {
      return refused(section, error);
    }
  }
  return undefined;
}

function refused(section: WritableSection, error: unknown): Refusal {
  const message = messageOf(error);
  if (!(error instanceof TwinRuleError)) return { message, section, path: [], isKey: false };
  const path = error.path.slice(section === 'tags' ? 1 : 2);
  return { message, section, path, isKey: error.rule === 'key' || error.rule === 'key-length' };
}

/** The offset of what is refused in an assignment that was typed. */
export function offsetInAssignment({ path, isKey }: Refusal, { keys, value, valueText }: AssignmentPlaces): number {
  if (path.length === 0) return value;
  if (path.length <= keys.length) return isKey || path.length < keys.length ? keys[path.length - 1]! : value;
  const place = jsonPlace(valueText, path.slice(keys.length));
  return value + (place === undefined ? 0 : offsetOf(place, isKey));
}

/** The offset of what is refused in a document that was edited; `above` leads to the section. */
export function offsetInDocument(text: string, above: readonly string[], { path, isKey }: Refusal): number | undefined {
  const place = jsonPlace(text, [...above, ...path]);
  return place && offsetOf(place, isKey);
}

function offsetOf({ key, value }: JsonPlace, isKey: boolean): number {
  return isKey ? key : value;
}
