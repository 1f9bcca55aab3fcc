import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import { wireCommand } from '../text/wire-command.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';

/** Rows of details that a page moves by. */
const page = 8;

/** `index` counts from the newest record. */
export function wireKey(
  state: ScreenState,
  overlay: Extract<Overlay, { kind: 'wire' }>,
  { name }: Key,
  { wire, hostName, ports }: KeyContext,
): Update {
  const { top = 0 } = overlay;
  const record = wire.at(-1 - overlay.index);
  const at = (index: number) => ({
    ...overlay,
    top: 0,
    index: Math.min(Math.max(0, wire.length - 1), Math.max(0, index)),
  });
  switch (actOf('wire', name)) {
    case 'up':
      return { state: { ...state, overlay: at(overlay.index + 1) } };
    case 'down':
      return { state: { ...state, overlay: at(overlay.index - 1) } };
    case 'unfold':
      return { state: { ...state, overlay: { ...overlay, top: 0, isOpen: !overlay.isOpen } } };
    case 'page-up':
      return { state: { ...state, overlay: { ...overlay, top: Math.max(0, top - page) } } };
    case 'page-down':
      return { state: { ...state, overlay: { ...overlay, top: top + page } } };
    case 'copy-command':
    case 'copy-az': {
      if (record === undefined) return { state };
      const form = actOf('wire', name) === 'copy-az' ? 'az' : record.protocol === 'REST' ? 'curl' : 'mosquitto_pub';
      const text = wireCommand(record, form, { hostName, ports });
      if (text !== undefined) return { state, effect: { kind: 'copy', what: `the ${form} command`, text } };
      const notice = { tone: 'warn' as const, text: `${form} has no command for this exchange` };
      return { state: { ...state, notice } };
    }
    case 'close':
      return { state: { ...state, overlay: undefined } };
    default:
      return { state };
  }
}
