import type { Path } from './ast.ts';
import { isPlainName } from './characters.ts';
import { isReserved } from './keywords.ts';

/** `tags.[[group]].name`: brackets only where the name would be read otherwise. */
export function printPath({ segments }: Pick<Path, 'segments'>): string {
  return segments.map(segment => printSegment(segment.name)).join('.');
}

export function printSegment(name: string): string {
  return isPlainName(name) && !isReserved(name) ? name : `[[${name}]]`;
}
