import { useEffect } from 'react';
import type { Notice } from '../state.ts';
import type { ScreenStore } from './use-screen-state.ts';

/** Milliseconds that a notice is shown to who presses no key; what went wrong stays longer, and is kept under `!`. */
const patience = { good: 10_000, warn: 10_000, bad: 30_000 } as const;

/** Shows what just happened for a while; then the line is the keys' again. */
export function useNotice(notice: Notice | undefined, update: ScreenStore['update']): void {
  useEffect(() => {
    if (notice === undefined) return;
    const timer = setTimeout(() => {
      update(state => (state.notice === notice ? { ...state, notice: undefined } : state));
    }, patience[notice.tone]);
    return () => clearTimeout(timer);
  }, [notice, update]);
}
