import type { Assignment } from '../edit/assignment.ts';
import type { ScreenState } from '../state.ts';

/** What a key asks of the hub or the device; the screen's own state changes without one. */
export type Effect =
  | {
      readonly kind:
        | 'toggle-channel'
        | 'toggle-online'
        | 'next-policy'
        | 'refresh'
        | 'more'
        | 'cancel-query'
        | 'toggle-lock'
        | 'quit'
        | 'force-quit';
    }
  | { readonly kind: 'set-channel'; readonly channel: 'cellular' | 'wifi' }
  | { readonly kind: 'answer-offer'; readonly accept: boolean }
  | { readonly kind: 'run-query'; readonly text: string }
  | { readonly kind: 'send-patch'; readonly assignment: Assignment };

export type Update = { readonly state: ScreenState; readonly effect?: Effect };
