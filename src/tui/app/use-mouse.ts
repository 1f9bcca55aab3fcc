import { useStdout } from 'ink';
import { useEffect } from 'react';
import { mouseOff, mouseOn } from '../terminal/terminal-event.ts';

/** The terminal tells of the mouse while it is wanted: it then no longer marks text for copying. */
export function useMouse(isWanted: boolean): void {
  const { stdout } = useStdout();
  useEffect(() => {
    if (!isWanted) return;
    stdout.write(mouseOn);
    return () => void stdout.write(mouseOff);
  }, [isWanted, stdout]);
}
