import { useStdout } from 'ink';
import { useEffect } from 'react';
import { backgroundQuestion } from '../terminal/terminal-event.ts';
import type { TerminalInput } from '../terminal/terminal-input.ts';
import type { ScreenStore } from './use-screen-state.ts';

/** Milliseconds after which an answer is no longer one to our question. */
const patience = 2_000;

/**
 * Asks the terminal once whether its background is light. Nothing waits for the answer: the first frame is painted
 * meanwhile.
 */
export function useBackground(terminal: TerminalInput, isAsked: boolean, update: ScreenStore['update']): void {
  const { stdout } = useStdout();
  useEffect(() => {
    if (!isAsked) return;
    const stop = () => {
      clearTimeout(timer);
      unsubscribe();
      terminal.awaitAnswer(false);
    };
    const unsubscribe = terminal.onEvent(event => {
      if (event.kind !== 'background') return;
      stop();
      update(state => ({ ...state, lightTheme: event.isLight }));
    });
    const timer = setTimeout(stop, patience);
    terminal.awaitAnswer(true);
    stdout.write(backgroundQuestion);
    return stop;
  }, [terminal, isAsked, update, stdout]);
}
