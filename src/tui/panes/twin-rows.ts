import { limits } from '../../twin/limits.ts';
import { sectionSize } from '../../twin/size.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import { readSection } from '../../twin/twin-document.ts';
import { inverted, type Row, rowWidth, span, spread } from '../text/row.ts';
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
};

/** The visible part of the tree as rows. */
export function twinRows(options: TwinRowsOptions): readonly Row[] {
  const { nodes, top, height, cursor } = options;
  return nodes.slice(top, top + height).map((node, index) => {
    const row = node.path.length === 0 ? sectionRow(node, options) : memberRow(node, options);
    return top + index === cursor ? inverted(row) : row;
  });
}

function sectionRow(node: TreeNode, { twin, width }: TwinRowsOptions): Row {
  const { section } = node;
  const { values, version } =
    section === 'tags' ? { values: twin.tags ?? {}, version: undefined } : readSection(twin.properties[section]);
  const size = sectionSize(values);
  const limit = limits.sectionSize[section];
  const tone = size > limit * 0.9 ? 'bad' : size > limit * 0.7 ? 'warn' : 'muted';
  const left = [
    span(`${foldMark(node)} `, 'muted'),
    span(section, 'title'),
    span(version === undefined ? '' : `   $version ${version}`, 'muted'),
  ];
  return spread(left, [span(`${bytes(size)} / ${limit / 1024} KB`, tone)], width);
}

function memberRow(node: TreeNode, options: TwinRowsOptions): Row {
  const { now, width, markChanges } = options;
  const change = markChanges ? node.change : undefined;
  const mark = change === undefined ? (node.other === undefined ? ' ' : '≠') : change.kind === 'added' ? '+' : '~';
  const left: Row = [
    span(`${mark} `, change === undefined ? 'differs' : 'changed'),
    span('  '.repeat(node.depth - 1)),
    span(node.isFoldable ? `${foldMark(node)} ` : '  ', 'muted'),
    span(node.path.at(-1)!, 'key'),
    span('  '),
    ...(node.isFoldable && !node.isFolded ? [] : valueRow(node.value)),
    ...remarks(node, change),
  ];
  const when = node.updated === undefined ? '' : age(Date.parse(node.updated), now);
  const right = [span(when, 'muted')];
  return rowWidth(left) + rowWidth(right) < width || when === ''
    ? spread(left, right, width)
    : spread(left, right, width);
}

function remarks(node: TreeNode, change: TreeNode['change']): Row {
  const row: Row[number][] = [];
  if (change?.kind === 'added') row.push(span('   new', 'changed'));
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
