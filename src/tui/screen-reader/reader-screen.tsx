import { Text, useStdout } from 'ink';
import { useLayoutEffect, useRef } from 'react';
import type { ScreenProps } from '../app/screen.tsx';
import { announcements } from './announcements.ts';
import { liveLine } from './live-line.ts';

/**
 * The screen for a screen reader: what happens is told once, line by line, and stays in the scrollback; one line at the
 * end holds what is being typed. Nothing is ever drawn over, so that nothing is read twice.
 */
export function ReaderScreen(props: ScreenProps) {
  const { write } = useStdout();
  const before = useRef<ScreenProps>(undefined);
  useLayoutEffect(() => {
    const lines = announcements(before.current, props);
    before.current = props;
    if (lines.length > 0) write(`${lines.join('\n')}\n`);
  });
  return <Text>{liveLine(props)}</Text>;
}
