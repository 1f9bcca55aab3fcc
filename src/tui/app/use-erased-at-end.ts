import { useStdout } from 'ink';
import { useEffect } from 'react';

const erase = '\u001b[H\u001b[J';

/**
 * The alternate screen is empty before it is left. Of one that was made larger tmux (3.3a) puts the full rows above the
 * shell's.
 */
export function useErasedAtEnd(isWanted: boolean): void {
  const { stdout } = useStdout();
  useEffect(() => {
    if (!isWanted) return;
    return () => void stdout.write(erase);
  }, [isWanted, stdout]);
}
