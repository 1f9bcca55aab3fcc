/** What the process says to its parent. `design.md` section 4. */
export const ExitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  connection: 3,
  conflict: 4,
  throttled: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/**
 * An expected failure: it has a message a person understands and, where there is one, what to try next. It is shown
 * without a stack. Anything else that is thrown is a bug and is shown as one.
 */
export class AppError extends Error {
  override readonly name: string = 'AppError';
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, options: { hint?: string; exitCode?: ExitCode; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? ExitCode.failed;
  }
}

export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
