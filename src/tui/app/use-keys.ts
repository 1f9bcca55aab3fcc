import { useInput, usePaste } from 'ink';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { withinDialog } from '../dialogs/dialog-rows.ts';
import { isPasted, type Key, keysOf } from '../keys/key.ts';
import type { ScreenState } from '../state.ts';
import type { TerminalInput } from '../terminal/terminal-input.ts';
import { guarded } from '../update/guarded.ts';
import type { KeyContext } from '../update/key-context.ts';
import { onKey } from '../update/on-key.ts';
import { onMouse } from '../update/on-mouse.ts';
import { paste } from '../update/paste.ts';
import type { Ends } from './ends.ts';
import { perform } from './perform.ts';
import type { ScreenProps } from './screen.tsx';
import { targetAt } from './target-at.ts';
import type { ScreenStore } from './use-screen-state.ts';

/** What the frame on the screen was made from, and what its keys may reach. */
type Shown = {
  readonly context: KeyContext;
  readonly ends: Ends;
  readonly props: ScreenProps;
};

/** Handles keys. Those of one chunk come one after the other, each on the state that the one before has left. */
export function useKeys(terminal: TerminalInput, { now, update }: ScreenStore, shown: Shown): void {
  const latest = useRef(shown);
  // A layout effect runs with the commit itself: a key may come right after the frame that it answers.
  useLayoutEffect(() => {
    latest.current = shown;
  });
  const apply = useCallback((next: ScreenState) => update(() => settled(next, latest.current.props)), [update]);
  const press = useCallback(
    (pressed: Key) => {
      const { state: next, effect } = guarded(now(), state => onKey(state, pressed, latest.current.context));
      if (next !== now()) apply(next);
      if (effect !== undefined) void perform(effect, latest.current.ends);
    },
    [now, apply],
  );
  useInput((input, key) => {
    const pasted = isPasted(input) ? paste(now(), input, latest.current.context) : now();
    // Where no text is typed they are keys after all: a script may send them.
    if (pasted !== now()) return apply(pasted);
    for (const pressed of keysOf(input, key)) press(pressed);
  });
  useEffect(
    () =>
      terminal.onEvent(event => {
        if (event.kind === 'key') press({ name: event.name, text: undefined });
        if (event.kind !== 'mouse') return;
        const { props, context } = latest.current;
        const target = targetAt({ ...props, state: now() }, event);
        apply(guarded(now(), state => ({ state: onMouse(state, event, target, context) })).state);
      }),
    [terminal, press, apply, now],
  );
  usePaste(pasted => {
    apply(guarded(now(), state => ({ state: paste(state, pasted, latest.current.context) })).state);
  });
}

function settled(state: ScreenState, props: ScreenProps): ScreenState {
  const { overlay } = state;
  const within = overlay && withinDialog({ ...props, state }, overlay);
  return within === overlay ? state : { ...state, overlay: within };
}
