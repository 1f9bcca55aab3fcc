import type { JsonObject } from '../../lib/json.ts';
import type { Catalogue } from '../../query/completion/catalogue.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import type { TreeNode } from '../panes/twin-tree.ts';

/** What the meaning of a key depends on, besides the screen's own state. */
export type KeyContext = {
  readonly twin: TwinDocument | undefined;
  readonly nodes: readonly TreeNode[];
  readonly resultRows: readonly JsonObject[];
  readonly isQueryRunning: boolean;
  readonly catalogue: Catalogue;
  /** Rows of half a page, per pane. */
  readonly halfPage: { readonly twin: number; readonly query: number };
};
