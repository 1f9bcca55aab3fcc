/** How the local hub answered a query; no other hub tells. */
export type QueryPlan = {
  /**
   * `look-up`: the device ids are named; `columns`: all paths of the condition are learned; `counts`: no row is looked
   * at.
   */
  readonly access: 'look-up' | 'counts' | 'columns' | 'scan';
  readonly paths: readonly PlannedPath[];
  readonly rowsInTable: number;
  readonly columnBytes: number;
  readonly rowsFound: number;
  readonly rowsLookedAt: number;
  readonly milliseconds: number;
};

export type PlannedPath = {
  readonly path: string;
  readonly by: 'column' | 'rows' | 'document' | 'member';
  /** How many distinct values the path has; only a column knows. */
  readonly distinct?: number | undefined;
};

/** A path that the local hub's device twins have, with its most frequent values. */
export type KnownPath = {
  readonly segments: readonly string[];
  readonly count: number;
  readonly type: 'string' | 'number' | 'boolean' | 'object' | 'array' | 'mixed';
  readonly values: readonly { readonly value: string | number | boolean; readonly count: number }[];
};
