import { limits } from '../../twin/limits.ts';
import { sectionSize } from '../../twin/size.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import { readSection } from '../../twin/twin-document.ts';
import { fitRow, inverted, type Row, rowWidth, span, spread } from '../text/row.ts';
import { age, fullTime } from './age.ts';
import { keyText, valueRow } from './json-spans.ts';
import type { Difference } from './tree-difference.ts';
import type { TreeNode } from './twin-tree.ts';

export type TwinRowsOptions = {
  readonly twin: TwinDocument;
  readonly nodes: readonly TreeNode[];
  /** Index of the node under the cursor; -1 shows none. */
  readonly cursor: number;
  readonly top: number;
  readonly height: number;
  readonly width: number;
  readonly now: number;
  /** Changes are marked while they are news. */
  readonly markChanges: boolean;
  /** Whether a node holds what is searched for. */
  readonly isMatch?: (node: TreeNode) => boolean;
};

/** The visible part of the tree as rows. */
export function twinRows(options: TwinRowsOptions): readonly Row[] {
  const { nodes, top, height, cursor } = options;
  return nodes.slice(top, top + height).map((node, index) => {
    const row = node.path.length === 0 ? sectionRow(node, options) : memberRow(node, options, top + index === cursor);
    return top + index === cursor ? inverted(row) : row;
  });
}

/** What an empty section is for. */
const lessons = {
  tags: 'press a to add a tag',
  desired: 'press a to add a property',
  reported: 'the device reports here',
} as const;

function sectionRow(node: TreeNode, { twin, width }: TwinRowsOptions): Row {
  const { section } = node;
  const { values, version } =
    section === 'tags' ? { values: twin.tags ?? {}, version: undefined } : readSection(twin.properties[section]);
  const left = [
    span(`${foldMark(node)} `, 'muted'),
    span(section, 'title'),
    span(version === undefined ? '' : `   $version ${version}`, 'muted'),
    ...(Object.keys(values).length > 0 || node.isFoldable ? [] : [span(`   ${lessons[section]}`, 'hint')]),
    ...(node.isFolded ? [span(`   ${members(node)}`, 'muted')] : []),
  ];
  return spread(left, meterSpans(sectionSize(values), limits.sectionSize[section]), width);
}

/** `61 B / 8 KB`, with a gauge where it fills up. */
function meterSpans(size: number, limit: number): Row {
  const share = size / limit;
  const tone = share > 0.9 ? 'bad' : share > 0.7 ? 'warn' : 'muted';
  const filled = Math.min(5, Math.round(share * 5));
  const gauge = share < 0.1 ? '' : `${'▰'.repeat(filled)}${'▱'.repeat(5 - filled)} `;
  return [span(gauge, tone), span(`${bytes(size)} / ${limit / 1024} KB`, tone)];
}

function memberRow(node: TreeNode, options: TwinRowsOptions, isCursor: boolean): Row {
  const { now, width, markChanges, isMatch } = options;
  // Without its mark a deleted key would look like one that is there.
  const change = markChanges || isDeleted(node) ? node.change : undefined;
  const when: Row = [span(whenOf(node, now, isCursor), 'muted')];
  const name: Row = [
    span(`${markOf(node, change)} `, change === undefined ? 'differs' : 'changed'),
    span('  '.repeat(node.depth - 1)),
    span(node.isFoldable ? `${foldMark(node)} ` : '  ', 'muted'),
    span(keyText(node.path.at(-1)!), 'key', isMatch?.(node) === true ? { underline: true } : {}),
    ...(node.isFoldable && !node.isFolded ? [] : [span('  ')]),
  ];
  const told = remarks(node, change);
  const room = width - rowWidth(when) - 1 - rowWidth(name);
  return spread([...name, ...valueWithin(valueSpans(node), room, rowWidth(told)), ...told], when, width);
}

function isDeleted({ change }: TreeNode): boolean {
  return change?.kind === 'deleted';
}

function markOf({ difference }: TreeNode, change: TreeNode['change']): string {
  if (change === undefined) return difference === undefined ? ' ' : '≠';
  return { added: '+', changed: '~', deleted: '−' }[change.kind];
}

/** A node's value. A folded branch tells how much is in it. A deleted key has none: what it was is told behind it. */
function valueSpans(node: TreeNode): Row {
  if (isDeleted(node)) return [];
  if (!node.isFoldable) return valueRow(node.value);
  return node.isFolded ? [span(members(node), 'muted')] : [];
}

/** A long value leaves half of the room to what is told of it. */
function valueWithin(value: Row, room: number, told: number): Row {
  const most = Math.max(room - told, Math.floor(room / 2));
  return told === 0 || rowWidth(value) <= most ? value : fitRow(value, Math.max(0, most));
}

/** How long ago the node was written; on the row under the cursor the exact time. */
function whenOf({ updated }: TreeNode, now: number, isCursor: boolean): string {
  if (updated === undefined) return '';
  const at = Date.parse(updated);
  if (Number.isNaN(at)) return isCursor ? updated : '';
  return isCursor ? fullTime(at) : age(at, now);
}

function members({ value }: TreeNode): string {
  const count = Object.keys(value as object).length;
  return `{ ${count} ${count === 1 ? 'key' : 'keys'} }`;
}

function remarks(node: TreeNode, change: TreeNode['change']): Row {
  const { difference } = node;
  const row: Row[number][] = [];
  if (isDeleted(node)) row.push(span(' deleted, was ', 'changed'), ...valueRow(node.value));
  if (change?.kind === 'added' && !change.isInside) row.push(span('   new', 'changed'));
  if (change?.kind === 'changed') row.push(span('   was ', 'changed'), ...valueRow(change.was));
  return difference === undefined ? row : [...row, ...differenceSpans(node.section, difference)];
}

/**
 * Where desired and reported differ: the other side's value, the version of desired that the wish came with, and the
 * one that the device has acknowledged.
 */
function differenceSpans(section: TreeNode['section'], { value, wished, acknowledged }: Difference): Row {
  const wish = wished === undefined ? '' : `v${wished}`;
  const answer = acknowledged === undefined ? '' : `av ${acknowledged}`;
  const [own, other, side] = section === 'desired' ? [wish, answer, 'reported'] : [answer, wish, 'desired'];
  return [
    span(`   ${own === '' ? '' : `${own} `}≠ ${side} `, 'differs'),
    ...valueRow(value),
    span(other === '' ? '' : ` ${other}`, 'differs'),
  ];
}

function foldMark({ isFoldable, isFolded }: TreeNode): string {
  if (!isFoldable) return '·';
  return isFolded ? '▸' : '▾';
}

function bytes(size: number): string {
  return size < 1024 ? `${size} B` : `${(size / 1024).toFixed(1)} KB`;
}
