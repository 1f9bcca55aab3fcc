import type { JobWork } from '../../clients/service/job-calls.ts';
import { messageOf } from '../../lib/errors.ts';
import { type Json, toBare } from '../../lib/json.ts';
import { jsonError } from '../../lib/json-error.ts';
import { nearest } from '../../query/language/nearest.ts';
import { parseCondition } from '../../query/language/parser.ts';
import { type Fix, QuerySyntaxError } from '../../query/language/syntax-error.ts';
import { validateWrite } from '../../twin/validate.ts';
import { parseAssignment, patchOf } from './assignment.ts';
import { contentOf } from './twin-change.ts';

/** One act on all devices that meet a condition. */
export type BulkAct = {
  readonly work: JobWork;
  /** The part of a query behind WHERE; `*` is every device. */
  readonly condition: string;
};

export type BulkActResult =
  | { readonly kind: 'ok'; readonly act: BulkAct }
  | {
      readonly kind: 'wrong';
      readonly message: string;
      readonly hint: string;
      /** Where it is in what was typed, in UTF-16 units. */
      readonly offset?: number | undefined;
      readonly fix?: Fix | undefined;
    };

type Wrong = Extract<BulkActResult, { kind: 'wrong' }>;
/** A part of what was typed, and where it begins. */
type Part = { readonly text: string; readonly offset: number };

const example = "desired.telemetryInterval = 5 WHERE tags.location.plant = 'Redmond43'";
/** Texts in quotes may hold the word too. */
const parts = /^((?:"(?:[^"\\]|\\.)*"|[^"])*?)\sWHERE\s+(.+)$/is;
/** Words outside of quotes, of which one may have been meant for it. */
const words = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?<=\s)([a-z]+)(?=\s)/gi;

/** `path = value WHERE condition`, or `call name payload WHERE condition`, as a person types it. */
export function parseBulkAct(typed: string): BulkActResult {
  const text = typed.trim();
  const start = typed.length - typed.trimStart().length;
  const found = parts.exec(text);
  if (found === null) return withoutCondition(text, start);
  const [, what = '', condition = ''] = found;
  const refused = refusedCondition({ text: condition, offset: start + text.length - condition.length });
  if (refused !== undefined) return refused;
  const call = /^call\s+(\S+)\s*(.*)$/is.exec(what.trim());
  if (call === null) return patching({ text: what, offset: start }, condition);
  const [, name = '', payload = ''] = call;
  return calling(name, { text: payload, offset: start + what.trimEnd().length - payload.length }, condition);
}

function withoutCondition(text: string, start: number): Wrong {
  const wanted = 'Expected WHERE and a condition: which devices it is for';
  for (const { 1: word, index } of text.matchAll(words)) {
    if (word === undefined || nearest(word, ['WHERE']) === undefined) continue;
    const span = { start: start + index, end: start + index + word.length };
    const fix = { span, replacement: 'WHERE', title: 'Write WHERE' };
    return { ...wrong(`${wanted}, found ${word}`, `^F ${fix.title}`, span.start), fix };
  }
  return wrong(wanted, `E.g. ${example}`, start + text.length);
}

/** As the prompt tells of a query: the place is the mark's, which counts from where the typing began. */
function refusedCondition({ text, offset }: Part): Wrong | undefined {
  try {
    if (text !== '*') parseCondition(text);
    return undefined;
  } catch (error) {
    const otherwise = 'As behind WHERE in a query; * is every device.';
    if (!(error instanceof QuerySyntaxError)) return wrong(messageOf(error), otherwise, offset);
    const [first] = error.problems;
    const fix = error.problems.find(problem => problem.fix !== undefined)?.fix;
    const hint = fix === undefined ? (first?.hint ?? otherwise) : `^F ${fix.title}`;
    const told = wrong(first?.message ?? error.message, hint, offset + (first?.span.start ?? 0));
    return fix === undefined ? told : { ...told, fix: { ...fix, span: moved(fix.span, offset) } };
  }
}

function moved({ start, end }: Fix['span'], by: number): Fix['span'] {
  return { start: start + by, end: end + by };
}

function patching(what: Part, condition: string): BulkActResult {
  const result = parseAssignment(what.text);
  if (result.kind === 'wrong') return wrong(result.message, result.hint, what.offset + result.offset);
  const { section } = result.assignment;
  const content = patchOf(result.assignment);
  try {
    validateWrite(section, content, 'delete');
  } catch (error) {
    return wrong(messageOf(error), 'The hub would refuse it.');
  }
  return { kind: 'ok', act: { work: { kind: 'update-twin', patch: contentOf(section, content) }, condition } };
}

function calling(name: string, { text, offset }: Part, condition: string): BulkActResult {
  const fault = text === '' ? undefined : jsonError(text);
  if (fault !== undefined)
    return wrong(`the payload is not JSON: ${fault.message}`, 'E.g. call setInterval 5 WHERE *', offset + fault.offset);
  const method = { name, payload: text === '' ? null : toBare(JSON.parse(text) as Json) };
  return { kind: 'ok', act: { work: { kind: 'call-method', method }, condition } };
}

function wrong(message: string, hint: string, offset?: number): Wrong {
  return { kind: 'wrong', message, hint, offset };
}
