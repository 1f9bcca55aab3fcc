import type { Assignment } from './edit/assignment.ts';
import type { TextField } from './edit/text-field.ts';
import type { Pane } from './layout.ts';
import { initialQuery, type QueryPrompt } from './query/prompt.ts';

export type Notice = {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly text: string;
  readonly hint?: string | undefined;
};

/** What lies over the panes and takes all keys. */
export type Overlay =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'edit';
      readonly field: TextField;
      readonly problem: { readonly message: string; readonly hint: string } | undefined;
    }
  | {
      readonly kind: 'preview';
      readonly field: TextField;
      readonly assignment: Assignment;
      readonly sending: boolean;
      readonly problem: { readonly message: string; readonly hint: string } | undefined;
    };

/** All that the screen itself remembers; what the hub and the device say comes from the hooks. */
export type ScreenState = {
  readonly focus: Pane;
  readonly zoomed: boolean;
  readonly showWire: boolean;
  readonly lightTheme: boolean;
  readonly overlay: Overlay | undefined;
  readonly notice: Notice | undefined;
  readonly deviceId: string;
  readonly twin: {
    /** The node's id, so that the cursor stays on it while the twin changes. */
    readonly cursor: string | undefined;
    readonly folded: ReadonlySet<string>;
    readonly onlyDifferences: boolean;
  };
  readonly query: QueryPrompt;
};

export function initialState(deviceId: string, lightTheme: boolean): ScreenState {
  return {
    focus: 'device',
    zoomed: false,
    showWire: false,
    lightTheme,
    overlay: undefined,
    notice: undefined,
    deviceId,
    twin: { cursor: undefined, folded: new Set(), onlyDifferences: false },
    query: initialQuery,
  };
}
