import { limits } from '../../twin/limits.ts';
import { sectionSize } from '../../twin/size.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import { readSection } from '../../twin/twin-document.ts';
import { inverted, type Row, span, spread } from '../text/row.ts';
import { age } from './age.ts';
import { valueRow } from './json-spans.ts';
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
  /** Of what is searched for. */
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
  desired: 'press a to add a wish',
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
    ...(node.isFoldable ? [] : [span(`   ${lessons[section]}`, 'hint')]),
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
  const change = markChanges ? node.change : undefined;
  const mark = change === undefined ? (node.other === undefined ? ' ' : '≠') : change.kind === 'added' ? '+' : '~';
  const isFound = isMatch?.(node) === true;
  const left: Row = [
    span(`${mark} `, change === undefined ? 'differs' : 'changed'),
    span('  '.repeat(node.depth - 1)),
    span(node.isFoldable ? `${foldMark(node)} ` : '  ', 'muted'),
    span(node.path.at(-1)!, 'key', isFound ? { underline: true } : {}),
    ...(node.isFoldable && !node.isFolded ? [] : [span('  ')]),
    ...(node.isFoldable ? (node.isFolded ? [span(members(node), 'muted')] : []) : valueRow(node.value)),
    ...remarks(node, change),
  ];
  return spread(left, [span(whenOf(node, now, isCursor), 'muted')], width);
}

/** How long ago; on the cursor the very time. */
function whenOf({ updated }: TreeNode, now: number, isCursor: boolean): string {
  if (updated === undefined) return '';
  return isCursor ? updated.slice(0, 19).replace('T', ' ') : age(Date.parse(updated), now);
}

function members({ value }: TreeNode): string {
  const count = Object.keys(value as object).length;
  return `{ ${count} ${count === 1 ? 'key' : 'keys'} }`;
}

function remarks(node: TreeNode, change: TreeNode['change']): Row {
  const row: Row[number][] = [];
  if (change?.kind === 'added' && !change.isInside) row.push(span('   new', 'changed'));
  if (change?.kind === 'changed') row.push(span('   was ', 'changed'), ...valueRow(change.was));
  if (node.other !== undefined) {
    const side = node.section === 'desired' ? 'reported' : 'desired';
    row.push(span(`   ≠ ${side} `, 'differs'), ...valueRow(node.other.value));
  }
  return row;
}

function foldMark({ isFoldable, isFolded }: TreeNode): string {
  if (!isFoldable) return '·';
  return isFolded ? '▸' : '▾';
}

function bytes(size: number): string {
  return size < 1024 ? `${size} B` : `${(size / 1024).toFixed(1)} KB`;
}
