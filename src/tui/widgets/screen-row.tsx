import { Text } from 'ink';
import { memo } from 'react';
import type { Row } from '../text/row.ts';
import { useTheme } from './theme-context.ts';

/** One line of the screen, already cut to its width: one Text with nested pieces is what Ink draws fastest. */
export const ScreenRow = memo(function ScreenRow({ row }: { readonly row: Row }) {
  const { tones } = useTheme();
  return (
    <Text wrap="truncate">
      {row.map(({ text, tone, bold, inverse, underline }, index) => {
        const look = tone === undefined ? {} : tones[tone];
        return (
          <Text
            key={index}
            {...(look.color !== undefined && { color: look.color })}
            dimColor={look.dim === true && !inverse}
            bold={bold === true || look.bold === true}
            inverse={inverse === true}
            underline={underline === true}
          >
            {text}
          </Text>
        );
      })}
    </Text>
  );
}, sameRow);

function sameRow({ row: a }: { readonly row: Row }, { row: b }: { readonly row: Row }): boolean {
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
