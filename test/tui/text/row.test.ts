import { describe, expect, it } from 'vitest';
import { fitRow, rowWidth, span } from '../../../src/tui/text/row.ts';
import { rowText } from '../../helpers/row-text.ts';

describe('a row that is cut', () => {
  const fitted = (width: number, ...texts: readonly string[]) => {
    const row = fitRow(
      texts.map(text => span(text)),
      width,
    );
    expect(rowWidth(row)).toBe(width);
    return rowText(row);
  };

  it('ends in an ellipsis within a piece', () => {
    expect(fitted(8, 'value ', '"long"')).toBe('value "…');
  });
  it('ends in one between two pieces, too', () => {
    expect(fitted(6, 'value ', '"long"')).toBe('value…');
    expect(fitted(6, 'value', ' ', '"long"')).toBe('value…');
    expect(fitted(4, '漢字', 'x')).toBe('漢… ');
    expect(fitted(1, 'a', 'b')).toBe('…');
  });
  it('ends without where nothing but blanks is left out', () => {
    expect(fitted(5, 'value', '   ', '')).toBe('value');
  });
  it('is empty where there is no room', () => {
    expect(fitted(0, 'value')).toBe('');
  });
});
