import type { QueryPlan } from '../../../clients/query-plan.ts';
import type { JsonObject } from '../../../lib/json.ts';
import type { TextField } from '../../edit/text-field.ts';

/** What lies over the panes, opened from the query; it takes all keys. */
export type Sheet =
  | { readonly kind: 'row'; readonly row: JsonObject; readonly top: number }
  | { readonly kind: 'plan'; readonly text: string; readonly plan: QueryPlan }
  | { readonly kind: 'export'; readonly index: number }
  | {
      readonly kind: 'favourites';
      readonly index: number;
      /** The name being typed for the query in the prompt; undefined while choosing. */
      readonly name: TextField | undefined;
    };

export const exportFormats = ['csv', 'json', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];
