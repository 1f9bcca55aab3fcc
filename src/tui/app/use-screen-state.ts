import { useMemo, useRef, useState } from 'react';
import type { ScreenState } from '../state.ts';

export type ScreenStore = {
  /** The newest, which may not be on the screen yet. */
  readonly now: () => ScreenState;
  /** Changes it at once: whoever comes next starts from what this left, before or after the next frame. */
  readonly update: (change: (state: ScreenState) => ScreenState) => void;
};

/**
 * Keeps the screen's own state. React alone would apply a change with the next frame only, and a key would not see what
 * the key before it in the same chunk has done.
 */
export function useScreenState(initial: () => ScreenState): readonly [ScreenState, ScreenStore] {
  const [state, setState] = useState(initial);
  const newest = useRef(state);
  const store = useMemo<ScreenStore>(
    () => ({
      now: () => newest.current,
      update: change => {
        newest.current = change(newest.current);
        setState(newest.current);
      },
    }),
    [],
  );
  return [state, store];
}
