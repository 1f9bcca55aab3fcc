import type { PathWay } from './row-access.ts';
import type { RowTable } from './row-table.ts';

/** How a query finds its rows, for people to read; it never reaches a hub. */
export type Plan = {
  /**
   * `look-up`: the device ids are named; `columns`: all paths of the condition are learned; `counts`: no row is looked
   * at.
   */
  readonly access: 'look-up' | 'counts' | 'columns' | 'scan';
  readonly paths: readonly PlanPath[];
  readonly rowsInTable: number;
  readonly columnBytes: number;
};

export type PlanPath = {
  readonly path: string;
  /** `learning`: this query scans, the next ones will use a column. */
  readonly by: 'column' | 'rows' | 'document' | 'member';
  /** Distinct values, where a column knows. */
  readonly distinct: number | undefined;
};

export function planPath(key: string, way: PathWay): PlanPath {
  const path = key.replaceAll('\n', '.');
  switch (way.way) {
    case 'column':
      return { path, by: 'column', distinct: way.column.distinct };
    case 'rows':
      return { path, by: 'rows', distinct: undefined };
    case 'reader':
      return { path, by: way.reader.parses ? 'document' : 'member', distinct: undefined };
  }
}

export function accessOf(paths: readonly PlanPath[], table: RowTable): Plan['access'] {
  return table.size > 0 && paths.length > 0 && paths.every(({ by }) => by === 'column') ? 'columns' : 'scan';
}
