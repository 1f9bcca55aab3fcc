import { editField, fieldText } from '../edit/text-field.ts';
import { type Command, commandsFor } from '../keys/commands.ts';
import type { Key } from '../keys/key.ts';
import { type Act, actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import { deviceAct } from './device-acts.ts';
import type { Update } from './effect.ts';
import { focusOn, globalAct } from './global-acts.ts';
import type { KeyContext } from './key-context.ts';
import { twinAct } from './twin-acts.ts';

export function paletteKey(
  state: ScreenState,
  palette: Extract<Overlay, { kind: 'palette' }>,
  key: Key,
  context: KeyContext,
): Update {
  const commands = commandsFor(fieldText(palette.field));
  const at = (index: number) => ({ ...palette, index: Math.min(Math.max(0, commands.length - 1), Math.max(0, index)) });
  switch (actOf('palette', key.name)) {
    case 'close':
      return { state: { ...state, overlay: undefined } };
    case 'up':
      return { state: { ...state, overlay: at(palette.index - 1) } };
    case 'down':
      return { state: { ...state, overlay: at(palette.index + 1) } };
    case 'choose': {
      const command = commands[palette.index];
      const after: ScreenState = { ...state, overlay: undefined };
      return command === undefined ? { state } : perform(after, command, context);
    }
    default: {
      const field = editField(palette.field, key);
      return { state: field === undefined ? state : { ...state, overlay: { ...palette, field, index: 0 } } };
    }
  }
}

/** A command of a pane brings the focus there, so that its effect is seen. */
function perform(state: ScreenState, { place, act }: Command, context: KeyContext): Update {
  const known = act as Act;
  if (place === 'device') return deviceAct(focusOn(state, 'device'), known) ?? { state };
  if (place === 'twin') return twinAct(focusOn(state, 'twin'), known, context) ?? { state };
  return globalAct(state, known, context) ?? { state };
}
