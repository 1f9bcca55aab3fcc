import { conjunctsOf, namesOf, pathKey, pathsOf } from '../compile/paths.ts';
import type { Condition, Path, Query } from '../language/ast.ts';
import { type ResultColumn, resultColumns } from './result-keys.ts';

export type QueryPath = { readonly key: string; readonly segments: readonly string[] };

/** A query taken apart into what the engine asks for again and again. */
export type TableQuery = {
  readonly where: Condition | undefined;
  readonly top: number | undefined;
  /** Undefined for `SELECT *`. */
  readonly columns: readonly ResultColumn[] | undefined;
  readonly groupBy: readonly QueryPath[];
  readonly isAggregate: boolean;
  /** Paths of the condition. */
  readonly conditionPaths: readonly QueryPath[];
  /** Paths of groups and aggregates. */
  readonly groupPaths: readonly QueryPath[];
  /** The only devices that can meet the condition, when it names them. */
  readonly deviceIds: readonly string[] | undefined;
};

export function tableQuery(query: Pick<Query, 'select' | 'where' | 'groupBy' | 'top'>): TableQuery {
  const columns = query.select.kind === 'all' ? undefined : resultColumns(query.select.items);
  const aggregates = (columns ?? []).flatMap(({ value }) => (value.kind === 'aggregate' ? [value] : []));
  const groupBy = query.groupBy.map(queryPath);
  return {
    where: query.where,
    top: query.top,
    columns,
    groupBy,
    isAggregate: aggregates.length > 0 || groupBy.length > 0,
    conditionPaths: pathsOf(query.where).map(queryPath),
    groupPaths: [...groupBy, ...aggregates.flatMap(({ path }) => (path === undefined ? [] : [queryPath(path)]))],
    deviceIds: textsAskedFor(query.where, 'deviceId'),
  };
}

export function queryPath(path: Path): QueryPath {
  const segments = namesOf(path);
  return { key: pathKey(segments), segments };
}

/** The only texts of a member that can meet the condition, when it names them. */
export function textsAskedFor(where: Condition | undefined, member: string): readonly string[] | undefined {
  for (const part of conjunctsOf(where)) {
    if (part.kind === 'comparison' && part.operator === '=') {
      const { left, right } = part;
      if (isMember(left, member) && right.kind === 'constant') return textsOf([right]);
      if (isMember(right, member) && left.kind === 'constant') return textsOf([left]);
    }
    if (part.kind === 'in' && !part.negated && isMember(part.left, member)) return textsOf(part.list.items);
  }
  return undefined;
}

function isMember(node: Condition, name: string): boolean {
  return node.kind === 'path' && node.segments.length === 1 && node.segments[0]!.name === name;
}

function textsOf(items: readonly Condition[]): string[] {
  return [
    ...new Set(items.flatMap(item => (item.kind === 'constant' && typeof item.value === 'string' ? [item.value] : []))),
  ];
}
