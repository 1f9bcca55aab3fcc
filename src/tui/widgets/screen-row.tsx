import { Text } from 'ink';
import { memo } from 'react';
import { paintRow } from '../terminal/paint-row.ts';
import type { TerminalLook } from '../terminal/terminal-look.ts';
import type { Row } from '../text/row.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly row: Row; readonly theme: Theme; readonly look: TerminalLook };

/** One line of the screen, already cut to its width. */
export const ScreenRow = memo(function ScreenRow({ row, theme, look }: Props) {
  return <Text wrap="truncate">{paintRow(row, theme, look)}</Text>;
}, isSame);

function isSame({ row: a, ...before }: Props, { row: b, ...after }: Props): boolean {
  if (before.theme !== after.theme || before.look !== after.look) return false;
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every((piece, index) => {
    const other = b[index]!;
    return (
      piece.text === other.text &&
      piece.tone === other.tone &&
      piece.bold === other.bold &&
      piece.inverse === other.inverse &&
      piece.underline === other.underline
    );
  });
}
