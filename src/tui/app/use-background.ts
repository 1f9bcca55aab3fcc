import { useStdin, useStdout } from 'ink';
import { type Dispatch, type SetStateAction, useEffect } from 'react';
import type { ScreenState } from '../state.ts';
import { backgroundQuestion, isLightAnswer } from '../terminal/background.ts';

/** Milliseconds after which an answer is no longer one to our question. */
const patience = 2_000;

/**
 * Asks the terminal once whether its background is light. Nothing waits for the answer: the first frame is painted
 * meanwhile. Ink reads the same input and keeps such answers from the keys.
 */
export function useBackground(isAsked: boolean, setState: Dispatch<SetStateAction<ScreenState>>): void {
  const { stdin } = useStdin();
  const { stdout } = useStdout();
  useEffect(() => {
    if (!isAsked) return;
    const read = (chunk: unknown) => {
      const lightTheme = isLightAnswer(String(chunk));
      if (lightTheme === undefined) return;
      stop();
      setState(state => ({ ...state, lightTheme }));
    };
    const stop = () => {
      clearTimeout(timer);
      stdin.off('data', read);
    };
    const timer = setTimeout(stop, patience);
    stdin.on('data', read);
    stdout.write(backgroundQuestion);
    return stop;
  }, [isAsked, setState, stdin, stdout]);
}
