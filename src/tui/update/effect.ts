import type { Json } from '../../lib/json.ts';
import type { TwinTarget } from '../../twin/twin-document.ts';
import type { BulkAct } from '../edit/bulk-act.ts';
import type { QueryEffect } from '../query/query-effect.ts';
import type { EditorJob, Preview, ScreenState } from '../state.ts';

/** One member for each kind, so that they can be told apart. */
type Plain<Kind extends string> = Kind extends string ? { readonly kind: Kind } : never;

/** What a key asks of the hub or the device; the screen's own state changes without one. */
export type Effect =
  | Plain<'toggle-channel' | 'toggle-online' | 'next-policy' | 'refresh' | 'toggle-lock'>
  | Plain<'reload-devices' | 'more-devices' | 'reload-jobs' | 'quit'>
  | { readonly kind: 'set-channel'; readonly channel: 'cellular' | 'wifi' }
  | { readonly kind: 'answer-offer'; readonly accept: boolean }
  | { readonly kind: 'query'; readonly query: QueryEffect }
  | { readonly kind: 'send-change'; readonly preview: Preview }
  | { readonly kind: 'open-editor'; readonly job: EditorJob }
  /** To the clipboard of the terminal's user. `what` is told, the text is not. */
  | { readonly kind: 'copy'; readonly what: string; readonly text: string }
  | (Plain<'copy-connection-string' | 'create-identity' | 'delete-identity' | 'simulate'> & {
      readonly target: TwinTarget;
    })
  /** The next or the last of those that are simulated here. */
  | { readonly kind: 'other-device'; readonly by: 1 | -1 }
  | { readonly kind: 'count-job'; readonly act: BulkAct }
  | { readonly kind: 'schedule-job'; readonly act: BulkAct; readonly jobId: string }
  | { readonly kind: 'cancel-job'; readonly jobId: string }
  | { readonly kind: 'read-modules'; readonly deviceId: string }
  | { readonly kind: 'set-device-status'; readonly deviceId: string; readonly status: 'enabled' | 'disabled' }
  | { readonly kind: 'call-method'; readonly target: TwinTarget; readonly name: string; readonly payload: Json };

export type Update = { readonly state: ScreenState; readonly effect?: Effect };
