import { useStdout } from 'ink';
import { useEffect } from 'react';
import { mouseMode } from '../terminal/terminal-modes.ts';

/** The terminal tells of the mouse while it is wanted: it then no longer marks text for copying. */
export function useMouse(isWanted: boolean): void {
  const { stdout } = useStdout();
  useEffect(() => {
    if (!isWanted) return;
    stdout.write(mouseMode.begin);
    return () => void stdout.write(mouseMode.end);
  }, [isWanted, stdout]);
}
