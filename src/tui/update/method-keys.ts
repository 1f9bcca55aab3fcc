import { safeJson } from '../../lib/escape.ts';
import type { Json } from '../../lib/json.ts';
import { jsonError } from '../../lib/json-error.ts';
import { editField, fieldText, textField } from '../edit/text-field.ts';
import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { MethodCallResult } from '../method-call.ts';
import type { Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import { shownTarget } from './shown-twin.ts';

type Method = Extract<Overlay, { kind: 'method' }>;

/** Rows that a page of answers moves by. */
const page = 8;

/** `name payload`, e.g. `setInterval 5`; no payload is null. */
export function methodKey(state: ScreenState, overlay: Method, key: Key): Update {
  const over = (change: Partial<Method>): Update => ({ state: { ...state, overlay: { ...overlay, ...change } } });
  switch (actOf('method', key.name)) {
    case 'cancel':
      return { state: { ...state, overlay: undefined } };
    case 'confirm':
      return overlay.isCalling ? { state } : called(state, overlay);
    case 'older-entry':
      return over(recalled(overlay, overlay.back + 1));
    case 'newer-entry':
      return over(recalled(overlay, overlay.back - 1));
    case 'page-up':
      return over({ top: Math.max(0, overlay.top - page) });
    case 'page-down':
      return over({ top: overlay.top + page });
    default: {
      const field = editField(overlay.field, key);
      return field === undefined ? { state } : over({ field, problem: undefined });
    }
  }
}

/** Steps back through the calls of the session as a shell does; behind the last one the line is empty. */
function recalled({ calls }: Method, back: number): Partial<Method> {
  if (back <= 0) return { back: 0, field: textField() };
  const call = calls.at(-back);
  return call === undefined ? {} : { back, field: textField(callText(call)), problem: undefined };
}

function callText({ name, payload }: MethodCallResult): string {
  return payload === null ? name : `${name} ${safeJson(payload)}`;
}

function called(state: ScreenState, overlay: Method): Update {
  const [, name = '', text = ''] = /^(\S+)\s*(.*)$/s.exec(fieldText(overlay.field).trim()) ?? [];
  const hint = 'E.g. setInterval 5, or reboot without a payload.';
  const wrong = (message: string): Update => ({
    state: { ...state, overlay: { ...overlay, problem: { message, hint } } },
  });
  if (name === '') return wrong('no method is named yet');
  const fault = text === '' ? undefined : jsonError(text);
  if (fault !== undefined) return wrong(`the payload is not JSON at its column ${fault.column}: ${fault.message}`);
  const payload = text === '' ? null : (JSON.parse(text) as Json);
  return {
    state: { ...state, overlay: { ...overlay, isCalling: true, problem: undefined } },
    effect: { kind: 'call-method', target: shownTarget(state), name, payload },
  };
}
