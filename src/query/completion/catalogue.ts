export type PathType = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'mixed';

/** `count`: in how many of the twins looked at. */
export type PathEntry = { readonly name: string; readonly count: number; readonly type: PathType };
export type FoundPath = PathEntry & { readonly segments: readonly string[] };
export type ValueEntry = { readonly value: string | number | boolean; readonly count: number };

/** What is known of real twins: of the local hub's, or of those seen so far on another. */
export interface Catalogue {
  /** The names below a path, the most frequent first. */
  paths(prefix: readonly string[]): readonly PathEntry[];
  /** Values of a path that begin with `prefix`, in any case, the most frequent first. Of an array: its elements. */
  values(path: readonly string[], prefix: string): readonly ValueEntry[];
  /** Paths anywhere whose last name begins with `start`, in any case. */
  find?(start: string, limit: number): readonly FoundPath[];
}
