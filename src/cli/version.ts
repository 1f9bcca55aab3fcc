import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** From package.json, which lies above this file's folders and above the bundle's. */
export function version(): string {
  for (const up of ['..', '../..']) {
    try {
      const text = readFileSync(join(import.meta.dirname, up, 'package.json'), 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      // One folder further up, then.
    }
  }
  return 'unknown';
}
