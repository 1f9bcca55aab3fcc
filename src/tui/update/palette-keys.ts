import { editField, fieldText } from '../edit/text-field.ts';
import { type Command, commandsFor } from '../keys/commands.ts';
import type { Key } from '../keys/key.ts';
import { type Act, actOf } from '../keys/key-table.ts';
import { placesUnder } from '../panes/footer-row.ts';
import type { Overlay, ScreenState } from '../state.ts';
import { deviceAct } from './device-acts.ts';
import type { Update } from './effect.ts';
import { focusOn, globalAct } from './global-acts.ts';
import type { KeyContext } from './key-context.ts';
import { queryKey } from './query-keys.ts';
import { twinAct } from './twin-acts.ts';

export function paletteKey(
  state: ScreenState,
  palette: Extract<Overlay, { kind: 'palette' }>,
  key: Key,
  context: KeyContext,
): Update {
  const commands = commandsFor(fieldText(palette.field), placesUnder(state, palette.under));
  const at = (index: number) => ({ ...palette, index: Math.min(Math.max(0, commands.length - 1), Math.max(0, index)) });
  switch (actOf('palette', key.name)) {
    case 'close':
      return { state: { ...state, overlay: palette.under } };
    case 'up':
      return { state: { ...state, overlay: at(palette.index - 1) } };
    case 'down':
      return { state: { ...state, overlay: at(palette.index + 1) } };
    case 'choose': {
      const command = commands[palette.index];
      return command === undefined ? { state } : perform(state, palette.under, command, context);
    }
    default: {
      const field = editField(palette.field, key);
      return { state: field === undefined ? state : { ...state, overlay: { ...palette, field, index: 0 } } };
    }
  }
}

/** A command of a pane brings the focus there, so that its effect is seen; another one gives back what was open. */
function perform(state: ScreenState, under: Overlay | undefined, command: Command, context: KeyContext): Update {
  const { place, name } = command;
  const act = command.act as Act;
  const bare: ScreenState = { ...state, overlay: undefined };
  switch (place) {
    case 'device':
      return deviceAct(focusOn(bare, 'device'), act) ?? { state: bare };
    case 'twin':
      return twinAct(focusOn(bare, 'twin'), act, context) ?? { state: bare };
    case 'query':
    case 'results': {
      const mode = place === 'query' ? 'prompt' : 'results';
      const query = { ...state.query, mode, sheet: undefined, search: undefined, menu: undefined } as const;
      const there: ScreenState = { ...bare, focus: 'query', query };
      return queryKey(there, { name: name ?? '', text: undefined }, context) ?? { state: there };
    }
    default: {
      const before = act.startsWith('focus-') ? bare : { ...state, overlay: under };
      return globalAct(before, act, context) ?? { state: before };
    }
  }
}
