import { once } from 'node:events';
import { AppError } from '../../lib/errors.ts';
import { examine } from '../doctor/examine.ts';
import type { Finding } from '../doctor/finding.ts';
import { interruptSignal } from '../interrupt.ts';
import { print, printJson } from '../output/print.ts';
import { type ConnectionFlags, loadConfig } from '../settings/config.ts';

const signs = { ok: '✓', warning: '!', failed: '✗' } as const;

/** `twin-tui doctor`: each check with its finding and what to try; throws when one has failed. */
export async function runDoctor(flags: ConnectionFlags & { readonly json?: boolean }): Promise<void> {
  const findings: Finding[] = [];
  const { signal, release } = interruptSignal();
  const interrupted = once(signal, 'abort').then(() => Promise.reject(signal.reason));
  const look = async () => {
    for await (const finding of examine(() => loadConfig(flags), signal)) {
      if (signal.aborted) return;
      findings.push(finding);
      if (!flags.json) await print(lineOf(finding));
    }
  };
  await Promise.race([look(), interrupted]).finally(release);
  if (flags.json) await printJson({ findings });
  const failed = findings.find(({ result }) => result === 'failed');
  if (failed) throw new AppError(`${failed.check}: ${failed.text}`, { exitCode: failed.exitCode ?? 3 });
}

function lineOf({ check, result, text, hint }: Finding): string {
  const first = `${signs[result]} ${check.padEnd(18)} ${text}\n`;
  return hint === undefined ? first : `${first}  ${' '.repeat(18)} ${hint}\n`;
}
