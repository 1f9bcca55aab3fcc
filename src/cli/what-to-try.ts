import type { AppError } from '../lib/errors.ts';

/**
 * Hints by `trouble`, for errors of the clients that have none of their own. These name commands; the screen has
 * others.
 */
const hints: { readonly [trouble: string]: string } = {
  'already-exists': 'Take another id, or look at what is there with the command list.',
  'not-found': 'Look at what there is with the command list.',
  forbidden: 'The policy or login may lack the right, or a quota may be used up; see: twin-tui doctor',
  invalid: 'Nothing was changed. Correct what is named above and try again.',
  replaced: 'Another client has connected with the same id. End one of the two, then try again.',
  closed: 'Try again; if it stays, see: twin-tui doctor',
  'hub-failure': 'Try again; if it stays, see: twin-tui doctor',
};

/** What a person may do about an error; undefined where there is nothing to say. */
export function whatToTry(error: AppError): string | undefined {
  if (error.hint !== undefined) return error.hint;
  return 'trouble' in error && typeof error.trouble === 'string' ? hints[error.trouble] : undefined;
}
