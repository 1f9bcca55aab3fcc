import { useEffect } from 'react';
import { withProblem } from '../problems.ts';
import type { StdioGuard } from '../stdio-guard.ts';
import type { ScreenStore } from './use-screen-state.ts';

/**
 * Milliseconds in which pieces are gathered. A library that writes because of a frame would otherwise cause the next
 * frame at once, and write again.
 */
const pause = 250;

/** Adds to the list of problems what libraries wrote past the screen. */
export function useStrays(guard: Pick<StdioGuard, 'onWritten'>, update: ScreenStore['update']): void {
  useEffect(() => {
    let timer: NodeJS.Timeout | undefined;
    let gathered = '';
    const tell = () => {
      timer = undefined;
      const [text, at] = [gathered.trim(), Date.now()];
      gathered = '';
      const hint = 'a library wrote this past the screen; it is printed when you leave';
      if (text !== '') update(state => withProblem(state, { at, text, hint }));
    };
    const stop = guard.onWritten(text => {
      gathered += text;
      timer ??= setTimeout(tell, pause);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [guard, update]);
}
