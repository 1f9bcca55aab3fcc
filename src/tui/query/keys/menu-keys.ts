import type { Key } from '../../keys/key.ts';
import { actOf } from '../../keys/key-table.ts';
import type { ScreenState } from '../../state.ts';
import type { Update } from '../../update/effect.ts';
import type { KeyContext } from '../../update/key-context.ts';
import { accept } from '../menu/suggest.ts';
import type { Menu } from '../prompt.ts';
import { withPrompt } from './with-prompt.ts';

/** Keys while something is offered; undefined leaves the key to the text. Enter takes only what was moved to. */
export function menuKey(state: ScreenState, menu: Menu, { name }: Key, context: KeyContext): Update | undefined {
  const { candidates, index, moved } = menu;
  const move = (by: number): Update => {
    const next = (index + by + candidates.length) % candidates.length;
    return { state: withPrompt(state, { menu: { candidates, index: next, moved: true } }) };
  };
  switch (actOf('menu', name)) {
    case 'next-offer':
      return move(1);
    case 'previous-offer':
      return move(-1);
    case 'close-menu':
      return { state: withPrompt(state, { menu: undefined }) };
    case 'accept':
      return { state: taken(state, menu, context) };
    case 'accept-moved':
      return moved ? { state: taken(state, menu, context) } : undefined;
    default:
      return undefined;
  }
}

/** Puts the offer under the cursor into the text. */
export function taken(state: ScreenState, { candidates, index }: Menu, { catalogue }: KeyContext): ScreenState {
  return withPrompt({ ...state, notice: undefined }, accept(state.query.field, candidates[index]!, catalogue));
}
