import type { JobDocument } from '../clients/service/job-calls.ts';
import type { TwinVersion } from '../clients/twin-watch.ts';
import type { Json } from '../lib/json.ts';
import type { VersionId } from '../twin/seen-version.ts';
import type { TwinDocument, TwinTarget } from '../twin/twin-document.ts';
import type { KnownPath } from './edit/assignment-path.ts';
import type { BulkAct } from './edit/bulk-act.ts';
import { type TextField, textField } from './edit/text-field.ts';
import type { TwinChange, WritableSection } from './edit/twin-change.ts';
import type { Pane } from './layout.ts';
import type { MethodCallResult } from './method-call.ts';
import { initialQuery, type QueryPrompt } from './query/prompt.ts';
import type { ListCursor } from './update/list-cursor.ts';

export type Notice = {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly text: string;
  readonly hint?: string | undefined;
};

/** Something that went wrong, for the list of them. */
export type PastProblem = {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
  /** What to do next. */
  readonly hint: string | undefined;
  /** How often it came, one after the other. */
  readonly times: number;
};

export type ShownProblem = {
  readonly message: string;
  readonly hint: string;
  /** Where it is in what was typed, in UTF-16 units. */
  readonly offset?: number | undefined;
};

/** A change shown before it is sent. */
export type Preview = {
  readonly kind: 'preview';
  readonly title: string;
  readonly change: TwinChange;
  /** The twin that the change was made for: its etag goes with the write. */
  readonly base: TwinDocument;
  /** Somebody else's newer twin, after a conflict. */
  readonly theirs: TwinDocument | undefined;
  /** Where the change was typed, to go back to. */
  readonly origin: Origin;
  readonly sending: boolean;
  /** Rows that are passed over. */
  readonly top: number;
  readonly problem: ShownProblem | undefined;
};

export type Origin =
  | { readonly kind: 'field'; readonly field: TextField; readonly known?: KnownPath | undefined }
  | { readonly kind: 'editor'; readonly job: EditorJob }
  /** Nothing was typed. */
  | { readonly kind: 'undo' | 'restore' };

/** What is open in the user's editor; `replace` is tags and desired in one document. */
export type EditorJob = {
  readonly target: WritableSection | 'replace';
  readonly text: string;
  readonly base: TwinDocument;
};

/** What lies over the panes and takes all keys. */
export type Overlay =
  /** `under` is what it was opened from, to go back to. */
  | { readonly kind: 'help'; readonly top: number; readonly under?: Overlay | undefined }
  | {
      readonly kind: 'edit';
      readonly field: TextField;
      /** The path of the node that it began with. */
      readonly known?: KnownPath | undefined;
      readonly problem: ShownProblem | undefined;
    }
  | Preview
  /** The editor left something that cannot be sent; the text is kept. */
  | {
      readonly kind: 'editor-problem';
      readonly job: EditorJob;
      /** Whether the text is open in the editor again. */
      readonly isOpen?: boolean;
      readonly problem: ShownProblem;
    }
  /** `under` is what it was opened from, to go back to. */
  | {
      readonly kind: 'palette';
      readonly field: TextField;
      readonly index: number;
      readonly under?: Overlay | undefined;
    }
  /** `marked` is the one to compare with. */
  | { readonly kind: 'timeline'; readonly index: number; readonly marked: VersionId | undefined }
  | { readonly kind: 'compare'; readonly from: TwinVersion; readonly to: TwinVersion; readonly top: number }
  | { readonly kind: 'problems'; readonly top: number }
  /** The log of the simulated device, with its bodies whole. */
  | { readonly kind: 'device-log'; readonly top: number }
  /** A value of the twin, whole: a line of the tree has no room for 4 KB. */
  | { readonly kind: 'value'; readonly path: string; readonly value: Json; readonly top: number }
  /** `sequence` is the record's; undefined follows the newest. */
  | {
      readonly kind: 'wire';
      readonly sequence: number | undefined;
      readonly isOpen: boolean;
      readonly top?: number;
    }
  /** `field` narrows the list; the cursor is on one of what is left. */
  | { readonly kind: 'devices'; readonly cursor: ListCursor; readonly field: TextField; readonly isTyping: boolean }
  | {
      readonly kind: 'modules';
      readonly deviceId: string;
      readonly cursor: ListCursor;
      /** Undefined until they are read. */
      readonly modules: readonly ModuleRow[] | undefined;
      readonly problem: ShownProblem | undefined;
    }
  | {
      readonly kind: 'jobs';
      readonly tab: 'jobs' | 'configurations';
      readonly cursor: ListCursor;
      readonly isOpen: boolean;
    }
  | { readonly kind: 'create-job'; readonly field: TextField; readonly problem: ShownProblem | undefined }
  | NewJob
  | {
      readonly kind: 'cancel-job';
      readonly job: JobDocument;
      readonly sending: boolean;
      readonly problem: ShownProblem | undefined;
    }
  | {
      readonly kind: 'create-identity';
      /** The device that is to have a new module. */
      readonly parent: string | undefined;
      readonly field: TextField;
      readonly sending: boolean;
      readonly problem: ShownProblem | undefined;
    }
  | {
      readonly kind: 'delete-identity';
      readonly target: TwinTarget;
      readonly field: TextField;
      readonly sending: boolean;
      readonly problem: ShownProblem | undefined;
    }
  | {
      readonly kind: 'method';
      readonly field: TextField;
      readonly isCalling: boolean;
      readonly calls: readonly MethodCallResult[];
      /** Rows of the history that are passed over. */
      readonly top: number;
      /** How many calls back the one in the field is; 0 is one being typed. */
      readonly back: number;
      readonly problem: ShownProblem | undefined;
    };

/** An act on many devices, shown with their number before it is scheduled. */
export type NewJob = {
  readonly kind: 'confirm-job';
  readonly act: BulkAct;
  /** Devices that meet the condition now; undefined until they are counted. */
  readonly count: number | undefined;
  /** Given with the number: sent again, the job is still the same one. */
  readonly jobId: string | undefined;
  readonly sending: boolean;
  /** What was typed, to go back to. */
  readonly field: TextField;
  readonly problem: ShownProblem | undefined;
};

export type ModuleRow = {
  readonly moduleId: string;
  readonly isConnected: boolean;
  readonly lastActivityTime: string | undefined;
};

export type Search = { readonly field: TextField; readonly isTyping: boolean };

/** All that the screen itself remembers; what the hub and the device say comes from the hooks. */
export type ScreenState = {
  readonly focus: Pane;
  readonly zoomed: boolean;
  readonly showWire: boolean;
  readonly lightTheme: boolean;
  /** Whether the terminal tells of clicks and the wheel. */
  readonly mouse: boolean;
  readonly overlay: Overlay | undefined;
  readonly notice: Notice | undefined;
  /** Whose twin is shown. */
  readonly deviceId: string;
  /** The module whose twin is shown; undefined shows the device's own. */
  readonly moduleId: string | undefined;
  readonly twin: {
    /** The node's id, so that the cursor stays on it while the twin changes. */
    readonly cursor: string | undefined;
    readonly folded: ReadonlySet<string>;
    readonly onlyDifferences: boolean;
    readonly search: Search | undefined;
    /** `y` was pressed: the next key says what is copied. */
    readonly isCopying: boolean;
    /** An older version is shown, and which; undefined shows the newest. */
    readonly at: VersionId | undefined;
  };
  /** What takes back the writes of this session, newest last. */
  readonly undos: readonly { readonly name: string; readonly change: TwinChange }[];
  readonly methodCalls: readonly MethodCallResult[];
  /** What went wrong in this session, oldest first; bounded. */
  readonly problems: readonly PastProblem[];
  readonly query: QueryPrompt;
};

export const initialTwin: ScreenState['twin'] = {
  cursor: undefined,
  folded: new Set(),
  onlyDifferences: false,
  search: undefined,
  isCopying: false,
  at: undefined,
};

export function initialState(deviceId: string, lightTheme: boolean): ScreenState {
  return {
    focus: 'device',
    zoomed: false,
    showWire: false,
    lightTheme,
    mouse: false,
    overlay: undefined,
    notice: undefined,
    deviceId,
    moduleId: undefined,
    twin: initialTwin,
    undos: [],
    methodCalls: [],
    problems: [],
    query: initialQuery,
  };
}

export const emptyField = textField();
