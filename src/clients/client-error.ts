import { AppError, ExitCode } from '../lib/errors.ts';

/** What went wrong between us and a hub, as far as it matters for what to do next. */
export type Trouble =
  | 'device-not-found'
  | 'device-disabled'
  | 'already-exists'
  | 'device-not-online'
  | 'not-found'
  | 'unauthorized'
  | 'forbidden'
  | 'conflict'
  | 'invalid'
  | 'throttled'
  | 'timeout'
  | 'unreachable'
  | 'certificate'
  | 'replaced'
  | 'closed'
  | 'read-only'
  | 'hub-failure';

const exitCodes: { readonly [T in Trouble]?: ExitCode } = {
  unauthorized: ExitCode.connection,
  forbidden: ExitCode.connection,
  unreachable: ExitCode.connection,
  certificate: ExitCode.connection,
  'device-disabled': ExitCode.connection,
  'read-only': ExitCode.connection,
  conflict: ExitCode.conflict,
  throttled: ExitCode.throttled,
};

/** An expected failure of a call to a hub: the message says what, the hint what to try. Neither holds a secret. */
export class ClientError extends AppError {
  override readonly name = 'ClientError';
  readonly trouble: Trouble;

  constructor(trouble: Trouble, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { ...options, exitCode: exitCodes[trouble] ?? ExitCode.failed });
    this.trouble = trouble;
  }
}
