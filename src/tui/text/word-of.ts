/** What a hub tells in a word: its answers are taken as they come, and some have null where others have nothing. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
