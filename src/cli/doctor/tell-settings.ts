import type { Config } from '../config.ts';
import { isShared, modeOf, readTextFile } from '../settings/text-file.ts';
import { type Finding, ok, warning } from './finding.ts';

/** What is used and where it came from, first of all that which counts most; no secret is told. */
export function* tellSettings({ hub, readOnly, origins, passedOver }: Config): Generator<Finding, void, void> {
  // The screen of a real hub is locked at first, while a command that names a write is meant.
  const screen = hub.kind === 'real' && !readOnly ? ': commands write; the screen starts locked, L unlocks it' : '';
  for (const { name, value, source } of origins) {
    yield ok(name, `${value} (${source})${name === 'read-only' ? screen : ''}`);
  }
  if (passedOver.length > 0) yield ok('not used', `${passedOver.join('; ')}: what is above comes first`);
  yield* warnOfDotEnv(origins.some(({ source }) => source.endsWith(' in .env')));
}

/** Most programs make their `.env` readable for all, so it is used, and said. */
function* warnOfDotEnv(inUse: boolean): Generator<Finding, void, void> {
  const file = inUse ? readTextFile('.env', 'the file') : undefined;
  if (file === undefined || !isShared(file)) return;
  yield warning('.env', `it holds a secret and has mode ${modeOf(file)}: others can read it`, 'chmod 600 .env');
}
