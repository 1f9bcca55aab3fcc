import { bindingsOf, type Place, showKey } from '../keys/key-table.ts';
import type { Notice, ScreenState } from '../state.ts';
import { fitRow, type Row, rowWidth, span } from '../text/row.ts';

/** What just happened, else the keys that matter here. */
export function footerRow(state: ScreenState, width: number): Row {
  if (state.notice !== undefined && state.overlay === undefined) return fitRow(noticeSpans(state.notice), width);
  const row = bindingsOf(placesOf(state))
    .filter(({ footer }) => footer !== undefined)
    .flatMap(({ keys, footer }) => [span(` ${showKey(keys[0]!)}`, 'hint'), span(` ${footer}  `, 'muted')]);
  while (rowWidth(row) > width && row.length > 2) row.length -= 2;
  return fitRow(row, width);
}

export function placesOf({ overlay, focus, query }: ScreenState): readonly Place[] {
  if (overlay?.kind === 'edit') return ['edit'];
  if (overlay?.kind === 'preview') return ['preview'];
  if (focus !== 'query') return [focus, 'global', 'always'];
  return query.mode === 'prompt' ? ['query', 'always'] : ['results', 'global', 'always'];
}

function noticeSpans({ tone, text, hint }: Notice): Row {
  const mark = tone === 'good' ? '✓' : tone === 'warn' ? '!' : '✗';
  return [span(` ${mark} ${text}`, tone), span(hint === undefined ? '' : `   → ${hint}`, 'hint')];
}
