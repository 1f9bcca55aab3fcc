import { messageOf } from '../../lib/errors.ts';
import { bareObject, isObject, type Json, type JsonObject, toBareObject } from '../../lib/json.ts';
import type { EditorJob, ShownProblem } from '../state.ts';
import { minimalPatch } from './minimal-patch.ts';
import { contentOf, refusalOf, sectionValues, type TwinChange } from './twin-change.ts';

export type EditedResult =
  | { readonly kind: 'change'; readonly change: TwinChange }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'wrong'; readonly problem: ShownProblem };

/** What the text that an editor left means for the twin it began with: the smallest patch, or a replacement. */
export function editedChange({ target, base }: EditorJob, text: string): EditedResult {
  let document: JsonObject;
  try {
    const parsed = JSON.parse(text) as Json;
    if (!isObject(parsed)) return wrong('Expected a JSON object', 'Keep the outermost braces.');
    document = toBareObject(parsed);
  } catch (error) {
    return wrong(`this is no JSON: ${messageOf(error)}`, 'Mend it in the editor; the text is kept.');
  }
  const change = target === 'replace' ? replacement(document) : patchOf(target, base, document);
  if (change === undefined) return { kind: 'unchanged' };
  const refusal = refusalOf(base, change);
  return refusal === undefined
    ? { kind: 'change', change }
    : wrong(refusal, 'The hub would refuse it; mend it in the editor.');
}

function patchOf(target: 'tags' | 'desired', base: EditorJob['base'], document: JsonObject): TwinChange | undefined {
  const patch = minimalPatch(sectionValues(base, target), document);
  return patch && { kind: 'patch', content: contentOf(target, patch) };
}

function replacement({ tags, properties }: JsonObject): TwinChange {
  const desired = isObject(properties) ? properties.desired : undefined;
  const content = {
    tags: isObject(tags) ? tags : bareObject(),
    properties: { desired: isObject(desired) ? desired : bareObject() },
  };
  return { kind: 'replace', content };
}

function wrong(message: string, hint: string): EditedResult {
  return { kind: 'wrong', problem: { message, hint } };
}
