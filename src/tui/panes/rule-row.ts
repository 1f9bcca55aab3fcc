import { cells } from '../../lib/text.ts';
import { type Row, span } from '../text/row.ts';

/** A heading inside a pane: `── Log ─────────`. */
export function ruleRow(title: string, width: number): Row {
  const line = Math.max(0, width - cells(title) - 4);
  return [span('── ', 'muted'), span(title, 'title'), span(` ${'─'.repeat(line)}`, 'muted')];
}
