import { useEffect } from 'react';
import { withProblem } from '../problems.ts';
import type { StdioGuard } from '../stdio-guard.ts';
import type { ScreenStore } from './use-screen-state.ts';

/** Milliseconds in which pieces are gathered: who writes because of a frame would else be asked for another at once. */
const pause = 250;

/** What libraries wrote past the screen is in the list of problems. */
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
