import type { Layout } from '../layout.ts';
import { tableHeight } from '../panes/query-rows.ts';
import { textWidth } from '../query/editor/editor-view.ts';
import type { KeyContext } from '../update/key-context.ts';

/** Cells of the prompt's lines. */
export function promptWidth(place: Layout): number {
  return place.kind === 'too-small' ? 1 : textWidth(place.areas.query.width - 4);
}

/** Rows of half a page. */
export function halfPages(place: Layout): KeyContext['halfPage'] {
  if (place.kind === 'too-small') return { twin: 1, query: 1 };
  const half = (height: number) => Math.max(1, Math.floor((height - 2) / 2));
  return {
    twin: half(place.areas.twin.height),
    query: Math.max(1, Math.floor(tableHeight(place.areas.query.height) / 2)),
  };
}
