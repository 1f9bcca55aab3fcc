import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import { wireCommand } from '../text/wire-command.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { told } from './told.ts';
import { wireIndex } from './wire-cursor.ts';

/** Rows of details that a page moves by. */
const page = 8;

/** Who moves to the newest record follows it again, unless its details are open: those stay. */
export function wireKey(
  state: ScreenState,
  overlay: Extract<Overlay, { kind: 'wire' }>,
  { name }: Key,
  { wire, hostName, ports }: KeyContext,
): Update {
  const { top = 0 } = overlay;
  const index = wireIndex(wire, overlay.sequence);
  const record = wire[index];
  const at = (to: number): Update => {
    const isNewest = to >= wire.length - 1 && !overlay.isOpen;
    const sequence = isNewest ? undefined : wire[Math.max(0, Math.min(wire.length - 1, to))]?.sequence;
    return { state: { ...state, overlay: { ...overlay, top: 0, sequence } } };
  };
  switch (actOf('wire', name)) {
    case 'up':
      return at(index - 1);
    case 'down':
      return at(index + 1);
    case 'unfold':
      return {
        state: { ...state, overlay: { ...overlay, sequence: record?.sequence, top: 0, isOpen: !overlay.isOpen } },
      };
    case 'page-up':
      return { state: { ...state, overlay: { ...overlay, top: Math.max(0, top - page) } } };
    case 'page-down':
      return { state: { ...state, overlay: { ...overlay, top: top + page } } };
    case 'copy-command':
    case 'copy-az': {
      if (record === undefined) return { state };
      const form = actOf('wire', name) === 'copy-az' ? 'az' : record.protocol === 'REST' ? 'curl' : 'mosquitto_pub';
      const command = wireCommand(record, form, { hostName, ports });
      return 'text' in command
        ? { state, effect: { kind: 'copy', what: `the ${form} command`, text: command.text } }
        : { state: told(state, command.refusal) };
    }
    case 'close':
      return { state: { ...state, overlay: undefined } };
    default:
      return { state };
  }
}
