import type { JobWork } from '../../clients/service/job-calls.ts';
import { messageOf } from '../../lib/errors.ts';
import { type Json, toBare } from '../../lib/json.ts';
import { parseCondition } from '../../query/language/parser.ts';
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
  | { readonly kind: 'wrong'; readonly message: string; readonly hint: string };

const example = "desired.telemetryInterval = 5 WHERE tags.location.plant = 'Redmond43'";
/** Texts in quotes may hold the word too. */
const parts = /^((?:"(?:[^"\\]|\\.)*"|[^"])*?)\sWHERE\s+(.+)$/is;

/** `path = value WHERE condition`, or `call name payload WHERE condition`, as a person types it. */
export function parseBulkAct(text: string): BulkActResult {
  const found = parts.exec(text.trim());
  if (found === null) return wrong('Expected WHERE and a condition: which devices it is for', `E.g. ${example}`);
  const [, what = '', written = ''] = found;
  const condition = written.trim();
  try {
    if (condition !== '*') parseCondition(condition);
  } catch (error) {
    return wrong(messageOf(error), 'As behind WHERE in a query; * is every device.');
  }
  const call = /^call\s+(\S+)\s*(.*)$/is.exec(what.trim());
  return call === null ? patching(what, condition) : calling(call[1]!, call[2]!, condition);
}

function patching(what: string, condition: string): BulkActResult {
  const result = parseAssignment(what);
  if (result.kind === 'wrong') return wrong(result.message, result.hint);
  const { section } = result.assignment;
  const content = patchOf(result.assignment);
  try {
    validateWrite(section, content, 'delete');
  } catch (error) {
    return wrong(messageOf(error), 'The hub would refuse it.');
  }
  return { kind: 'ok', act: { work: { kind: 'update-twin', patch: contentOf(section, content) }, condition } };
}

function calling(name: string, payload: string, condition: string): BulkActResult {
  try {
    const method = { name, payload: payload === '' ? null : toBare(JSON.parse(payload) as Json) };
    return { kind: 'ok', act: { work: { kind: 'call-method', method }, condition } };
  } catch {
    return wrong('the payload is not JSON', 'E.g. call setInterval 5 WHERE *');
  }
}

function wrong(message: string, hint: string): BulkActResult {
  return { kind: 'wrong', message, hint };
}
