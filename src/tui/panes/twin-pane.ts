import { beginsLife, type VersionId, versionId } from '../../twin/seen-version.ts';
import type { TwinView } from '../app/views.ts';
import { windowTop } from '../dialogs/dialog.ts';
import type { Area } from '../layout.ts';
import type { ScreenState } from '../state.ts';
import { authorOf } from '../text/author.ts';
import { type Row, span } from '../text/row.ts';
import { matches } from '../update/search-keys.ts';
import { shownName } from '../update/shown-twin.ts';
import { cursorIndex } from '../update/twin-cursor.ts';
import { age, dayTime } from './age.ts';
import { newsTime } from './news-time.ts';
import { paneFrame } from './pane-frame.ts';
import { twinRows } from './twin-rows.ts';
import type { TreeNode } from './twin-tree.ts';

export type TwinPaneOptions = {
  readonly area: Area;
  readonly state: ScreenState;
  readonly twin: TwinView;
  readonly nodes: readonly TreeNode[];
  readonly now: number;
};

export function twinPane({ area, state, twin, nodes, now }: TwinPaneOptions): readonly Row[] {
  const warnings = waitingRows(twin);
  const { height, cursor, top } = windowOf({ area, state, twin, nodes });
  const focused = state.focus === 'twin';
  const rows =
    twin.twin === undefined
      ? []
      : twinRows({
          twin: twin.twin,
          nodes,
          cursor: focused ? cursor : -1,
          top,
          height,
          width: area.width - 4,
          now,
          // What an older version changed stays marked, however long ago it was.
          markChanges: state.twin.at !== undefined || isNews(twin, now),
          isMatch: node => matches(node, state.twin.search),
        });
  return paneFrame({
    area,
    title: `2 Twin · ${state.twin.onlyDifferences ? 'only differences · ' : ''}${shownName(state)}`,
    status: state.twin.at === undefined ? freshnessSpans(twin, now) : olderSpans(twin, state.twin.at, now),
    focused,
    rows: [...warnings, ...rows, ...(state.twin.onlyDifferences ? agreementRows(nodes) : [])],
  });
}

/** The node on a line of the pane; undefined where there is none. */
export function twinNodeAt(options: Omit<TwinPaneOptions, 'now'>, line: number): TreeNode | undefined {
  const { top, above, height } = windowOf(options);
  const at = line - above;
  return at < 0 || at >= height ? undefined : options.nodes[top + at];
}

function windowOf({ area, state, twin, nodes }: Omit<TwinPaneOptions, 'now'>) {
  const above = waitingRows(twin).length;
  const height = Math.max(0, area.height - 2 - above);
  const cursor = cursorIndex(state, nodes);
  return { above, height, cursor, top: windowTop(cursor, nodes.length, height) };
}

/**
 * Tells that desired and reported agree where only differences are shown and there are none: empty sections could mean
 * anything.
 */
function agreementRows(nodes: readonly TreeNode[]): readonly Row[] {
  const isAgreed = nodes.length > 0 && nodes.every(({ path, isFoldable }) => path.length === 0 && !isFoldable);
  return isAgreed ? [[span('  desired and reported agree', 'good')]] : [];
}

function isNews({ receivedAt }: TwinView, now: number): boolean {
  return receivedAt !== undefined && now - receivedAt < newsTime;
}

function waitingRows({ freshness }: TwinView): readonly Row[] {
  if (freshness.kind === 'loading') return [[span('reading the twin…', 'muted')]];
  if (freshness.kind === 'live') return [];
  const { error } = freshness;
  return [[span(error.message, 'bad')], ...(error.hint === undefined ? [] : [[span(`→ ${error.hint}`, 'hint')]])];
}

/** Which of the versions seen is shown, and who made it. */
function olderSpans({ history }: TwinView, at: VersionId, now: number): Row {
  const index = history.findLastIndex(each => versionId(each) === at);
  const version = history[index];
  if (version === undefined) return [];
  const isPast = history.some((_, later) => later > index && beginsLife(history, later));
  const place = `v${version.document.version}${isPast ? ' before the device was made again' : ''} · ${index + 1} of ${history.length}`;
  return [span(place, 'warn'), span(` · ${authorOf(version.changedBy)} · ${dayTime(version.at, now)}`, 'muted')];
}

function freshnessSpans({ twin, freshness }: TwinView, now: number): Row {
  const version = twin === undefined ? [] : [span(`v${twin.version} `, 'title')];
  switch (freshness.kind) {
    case 'live': {
      const { pollMilliseconds } = freshness;
      return [...version, span(pollMilliseconds === undefined ? 'live' : `every ${pollMilliseconds / 1000} s`, 'good')];
    }
    case 'loading':
      return [span('loading…', 'muted')];
    case 'stale':
      return [...version, span(`stale for ${age(freshness.since, now)}`, 'warn')];
    case 'gone':
      return [span('the device is gone', 'bad')];
  }
}
