import type { Config } from '../settings/config.ts';
import { isShared, modeOf, readTextFile } from '../settings/text-file.ts';
import { type Finding, ok, warning } from './finding.ts';

/** Tells each setting with its source, the most important first. No secret is told. */
export function* tellSettings({ hub, readOnly, origins, passedOver }: Config): Generator<Finding, void, void> {
  // On a real hub the screen starts locked, while a command that names a write writes at once.
  const screen = hub.kind === 'real' && !readOnly ? ': commands write; the screen starts locked, L unlocks it' : '';
  for (const { name, value, source } of origins) {
    yield ok(name, `${value} (${source})${name === 'read-only' ? screen : ''}`);
  }
  if (passedOver.length > 0) yield ok('not used', `${passedOver.join('; ')}: what is above comes first`);
  yield* warnOfDotEnv(origins.some(({ source }) => source.endsWith(' in .env')));
}

/** Warns of a `.env` that others can read. It is used all the same, because most programs leave theirs readable. */
function* warnOfDotEnv(inUse: boolean): Generator<Finding, void, void> {
  const file = inUse ? readTextFile('.env', 'the file') : undefined;
  if (file === undefined || !isShared(file)) return;
  yield warning('.env', `it holds a secret and has mode ${modeOf(file)}: others can read it`, 'chmod 600 .env');
}
