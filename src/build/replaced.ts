/**
 * The source of a package with one text in the place of another. Throws when that is not there just once: the package
 * is not the one the edit was written for.
 */
export function replaced(source: string, find: string, replacement: string, name: string): string {
  if (source.split(find).length !== 2) throw new Error(`${name} has changed, look at this edit: ${find}`);
  return source.replace(find, () => replacement);
}
