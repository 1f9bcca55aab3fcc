import type { ExportFormat } from './sheets/sheet.ts';

/** What a key of the query asks of the hub or of the disk. */
export type QueryEffect =
  | { readonly kind: 'run' | 'explain'; readonly text: string }
  | { readonly kind: 'more' | 'all' | 'cancel' }
  | { readonly kind: 'export'; readonly format: ExportFormat }
  | { readonly kind: 'keep-favourite'; readonly name: string; readonly text: string }
  | { readonly kind: 'drop-favourite'; readonly name: string };
