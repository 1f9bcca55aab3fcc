import { useStdout } from 'ink';
import { type Dispatch, type SetStateAction, useEffect } from 'react';
import type { ScreenState } from '../state.ts';
import { backgroundQuestion } from '../terminal/terminal-event.ts';
import type { TerminalInput } from '../terminal/terminal-input.ts';

/** Milliseconds after which an answer is no longer one to our question. */
const patience = 2_000;

/**
 * Asks the terminal once whether its background is light. Nothing waits for the answer: the first frame is painted
 * meanwhile.
 */
export function useBackground(
  terminal: TerminalInput,
  isAsked: boolean,
  setState: Dispatch<SetStateAction<ScreenState>>,
): void {
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
      setState(state => ({ ...state, lightTheme: event.isLight }));
    });
    const timer = setTimeout(stop, patience);
    terminal.awaitAnswer(true);
    stdout.write(backgroundQuestion);
    return stop;
  }, [terminal, isAsked, setState, stdout]);
}
