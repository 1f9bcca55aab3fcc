import { useMemo, useRef, useState } from 'react';
import type { ScreenState } from '../state.ts';

export type ScreenStore = {
  /** The newest, which may not be on the screen yet. */
  readonly now: () => ScreenState;
  /** Changes it at once: whoever comes next starts from what this left, before or after the next frame. */
  readonly update: (change: (state: ScreenState) => ScreenState) => void;
};

/** The screen's own state. React alone would keep changes of the state until a frame, and keys of one chunk lose them. */
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
