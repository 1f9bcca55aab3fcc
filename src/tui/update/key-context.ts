import type { DeviceRow } from '../../clients/device-list.ts';
import type { JobListState } from '../../clients/job-list.ts';
import type { TwinVersion } from '../../clients/twin-watch.ts';
import type { WireRecord } from '../../clients/wire-record.ts';
import type { Catalogue } from '../../query/completion/catalogue.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import type { TreeNode } from '../panes/twin-tree.ts';
import type { QueryDoubt } from '../query/results/query-doubt.ts';
import type { ResultsModel } from '../query/results/results-model.ts';

/** What the meaning of a key depends on, besides the screen's own state. */
export type KeyContext = {
  /** The newest version of the twin shown. */
  readonly twin: TwinDocument | undefined;
  readonly history: readonly TwinVersion[];
  readonly nodes: readonly TreeNode[];
  /** The nodes with nothing folded. */
  readonly unfolded: () => readonly TreeNode[];
  readonly devices: readonly DeviceRow[];
  readonly jobs: Pick<JobListState, 'jobs' | 'configurations'>;
  readonly wire: readonly WireRecord[];
  readonly hostName: string;
  /** The ports of a local hub; a real one has the usual ones. */
  readonly ports?: { readonly mqttPort: number; readonly httpsPort: number } | undefined;
  readonly results: ResultsModel;
  /** Cells in which the prompt's text is wrapped. */
  readonly promptWidth: number;
  readonly isQueryRunning: boolean;
  readonly catalogue: Catalogue;
  /** Why the query that was run found nothing. */
  readonly doubt?: QueryDoubt | undefined;
  /** Rows of half a page, per pane. */
  readonly halfPage: { readonly twin: number; readonly query: number };
};
