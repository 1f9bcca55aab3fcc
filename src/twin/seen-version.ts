import type { TwinDocument } from './twin-document.ts';

/** A version of a twin as it was seen; the time in milliseconds since the epoch. */
type SeenVersion = { readonly at: number; readonly document: TwinDocument };

/**
 * Which of the versions seen one is. Its number alone does not say: numbers begin anew with a device that was deleted
 * and made again.
 */
export type VersionId = string;

export function versionId({ document, at }: SeenVersion): VersionId {
  return `v${document.version} seen ${at}`;
}

/** Whether a version is the first of a twin that was made again: within a twin numbers only rise. */
export function beginsLife(history: readonly SeenVersion[], index: number): boolean {
  const [before, version] = [history[index - 1], history[index]];
  return before !== undefined && version !== undefined && version.document.version <= before.document.version;
}
