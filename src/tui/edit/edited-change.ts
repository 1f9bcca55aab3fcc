import { messageOf } from '../../lib/errors.ts';
import { isObject, type Json, type JsonObject, memberOf, toBareObject } from '../../lib/json.ts';
import { jsonError } from '../../lib/json-error.ts';
import { jsonPlace } from '../../lib/json-place.ts';
import { valuesOf } from '../../twin/twin-document.ts';
import type { EditorJob, ShownProblem } from '../state.ts';
import { minimalPatch } from './minimal-patch.ts';
import { offsetInDocument, refusalOf } from './refusal.ts';
import { misspelt } from './replacement-members.ts';
import { contentOf, type TwinChange, type WritableSection } from './twin-change.ts';

export type EditedResult =
  | { readonly kind: 'change'; readonly change: TwinChange }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'wrong'; readonly problem: ShownProblem };

/** What the text that an editor left means for the twin it began with: the smallest patch, or a replacement. */
export function editedChange({ target, base }: EditorJob, text: string): EditedResult {
  const document = readDocument(text);
  if ('kind' in document) return document;
  const { values } = document;
  if (target === 'replace') {
    const problem = misspelt(values, path => jsonPlace(text, path)?.key);
    if (problem !== undefined) return { kind: 'wrong', problem };
  }
  const change = target === 'replace' ? replacement(values) : patchOf(target, base, values);
  if (change === undefined) return { kind: 'unchanged' };
  const refusal = refusalOf(base, change);
  if (refusal === undefined) return { kind: 'change', change };
  const offset = offsetInDocument(text, target === 'replace' ? sectionPaths[refusal.section] : [], refusal);
  return wrong(`${placed(text, offset)}${refusal.message}`, 'The hub would refuse it; mend it in the editor.', offset);
}

const sectionPaths: Readonly<Record<WritableSection, readonly string[]>> = {
  tags: ['tags'],
  desired: ['properties', 'desired'],
};

function readDocument(text: string): { readonly values: JsonObject } | EditedResult {
  const fault = jsonError(text);
  if (fault !== undefined) {
    const { message, offset } = fault;
    return wrong(`${placed(text, offset)}${message}`, 'Mend it in the editor; the text is kept.', offset);
  }
  const parsed = JSON.parse(text) as Json;
  if (!isObject(parsed)) return wrong('Expected a JSON object', 'Keep the outermost braces.', undefined);
  try {
    return { values: toBareObject(parsed) };
  } catch (error) {
    return wrong(messageOf(error), 'Mend it in the editor; the text is kept.', undefined);
  }
}

function patchOf(target: WritableSection, base: EditorJob['base'], values: JsonObject): TwinChange | undefined {
  const patch = minimalPatch(valuesOf(base, target), values);
  return patch && { kind: 'patch', content: contentOf(target, patch) };
}

/** A replacement by the document, whose members were checked before: tags and desired are there, and objects. */
function replacement(values: JsonObject): TwinChange {
  const tags = values.tags as JsonObject;
  const desired = memberOf(values.properties, 'desired') as JsonObject;
  return { kind: 'replace', content: { tags, properties: { desired } } };
}

function placed(text: string, offset: number | undefined): string {
  if (offset === undefined) return '';
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}: `;
}

function wrong(message: string, hint: string, offset: number | undefined): EditedResult {
  return { kind: 'wrong', problem: { message, hint, offset } };
}
