import type { Json } from '../../lib/json.ts';
import { editField, fieldText } from '../edit/text-field.ts';
import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import { shownTarget } from './shown-twin.ts';

type Method = Extract<Overlay, { kind: 'method' }>;

/** `name payload`, e.g. `setInterval 5`; no payload is null. */
export function methodKey(state: ScreenState, overlay: Method, key: Key): Update {
  switch (actOf('method', key.name)) {
    case 'cancel':
      return { state: { ...state, overlay: undefined } };
    case 'confirm':
      return overlay.isCalling ? { state } : called(state, overlay);
    default: {
      const field = editField(overlay.field, key);
      return { state: field === undefined ? state : { ...state, overlay: { ...overlay, field, problem: undefined } } };
    }
  }
}

function called(state: ScreenState, overlay: Method): Update {
  const [, name = '', text = ''] = /^(\S+)\s*(.*)$/s.exec(fieldText(overlay.field).trim()) ?? [];
  if (name === '') return { state };
  try {
    const payload = text === '' ? null : (JSON.parse(text) as Json);
    return {
      state: { ...state, overlay: { ...overlay, isCalling: true, problem: undefined } },
      effect: { kind: 'call-method', target: shownTarget(state), name, payload },
    };
  } catch {
    const problem = { message: 'the payload is no JSON', hint: 'E.g. setInterval 5, or reboot without any.' };
    return { state: { ...state, overlay: { ...overlay, problem } } };
  }
}
