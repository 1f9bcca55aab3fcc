import type { ExitCode } from '../../lib/errors.ts';

/** What one look at a connection has found. */
export type Finding = {
  readonly check: string;
  readonly result: 'ok' | 'warning' | 'failed';
  readonly text: string;
  /** What to try. */
  readonly hint?: string | undefined;
  readonly exitCode?: ExitCode | undefined;
};

export function ok(check: string, text: string): Finding {
  return { check, result: 'ok', text };
}

export function warning(check: string, text: string, hint?: string): Finding {
  return { check, result: 'warning', text, hint };
}

export function failed(check: string, text: string, hint?: string, exitCode?: ExitCode): Finding {
  return { check, result: 'failed', text, hint, exitCode };
}
