import { useInput, usePaste } from 'ink';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { withinDialog } from '../dialogs/dialog-rows.ts';
import { type Key, keysOf } from '../keys/key.ts';
import type { ScreenState } from '../state.ts';
import type { TerminalInput } from '../terminal/terminal-input.ts';
import type { KeyContext } from '../update/key-context.ts';
import { onKey } from '../update/on-key.ts';
import { onMouse } from '../update/on-mouse.ts';
import { pasteIntoOverlay } from '../update/overlay-keys.ts';
import { pasteIntoQuery } from '../update/query-keys.ts';
import { pasteIntoSearch } from '../update/search-keys.ts';
import type { Ends } from './ends.ts';
import { perform } from './perform.ts';
import type { ScreenProps } from './screen.tsx';
import { targetAt } from './target-at.ts';

/** What the frame on the screen was made from, and what its keys may reach. */
type Shown = {
  readonly state: ScreenState;
  readonly context: KeyContext;
  readonly ends: Ends;
  readonly props: ScreenProps;
};

/** Keys of one chunk come one after the other, each on the state that the one before left. */
export function useKeys(terminal: TerminalInput, setState: (state: ScreenState) => void, shown: Shown): void {
  const latest = useRef(shown);
  // In the commit itself: a key may come right after the frame it answers.
  useLayoutEffect(() => {
    latest.current = shown;
  });
  const apply = useCallback(
    (next: ScreenState) => {
      latest.current = { ...latest.current, state: next };
      setState(next);
    },
    [setState],
  );
  const press = useCallback(
    (pressed: Key) => {
      const { state: next, effect } = onKey(latest.current.state, pressed, latest.current.context);
      if (next !== latest.current.state) apply(settled(next, latest.current.props));
      if (effect !== undefined) void perform(effect, latest.current.ends);
    },
    [apply],
  );
  useInput((input, key) => {
    for (const pressed of keysOf(input, key)) press(pressed);
  });
  useEffect(
    () =>
      terminal.onEvent(event => {
        if (event.kind === 'key') press({ name: event.name, text: undefined });
        if (event.kind !== 'mouse') return;
        const { props, state: current, context: now } = latest.current;
        const target = targetAt({ ...props, state: current }, event);
        apply(settled(onMouse(current, event, target, now), props));
      }),
    [terminal, press, apply],
  );
  usePaste(pasted => {
    const { state: current } = latest.current;
    if (current.overlay !== undefined) apply(pasteIntoOverlay(current, current.overlay, pasted));
    else if (current.focus === 'query') apply(pasteIntoQuery(current, pasted));
    else if (current.focus === 'twin') apply(pasteIntoSearch(current, pasted, latest.current.context));
  });
}

function settled(state: ScreenState, props: ScreenProps): ScreenState {
  const { overlay } = state;
  const within = overlay && withinDialog({ ...props, state }, overlay);
  return within === overlay ? state : { ...state, overlay: within };
}
