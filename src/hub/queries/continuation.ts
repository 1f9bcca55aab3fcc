import { createHash } from 'node:crypto';
import { argumentInvalid } from '../hub-error.ts';

/** Where the next page begins: rows by number, groups by key. `left` counts down what TOP allows. */
export type Continuation = {
  readonly at: number;
  readonly after?: string | undefined;
  readonly left?: number | undefined;
};

type Written = { readonly q: string; readonly e: string; readonly a: number; readonly k?: string; readonly l?: number };

/**
 * A token of this query in this run of the hub. Row numbers are counted anew at each start, so a token does not outlive
 * the process. It holds a row number and nothing secret.
 */
export function writeContinuation(epoch: string, text: string, next: Continuation): string {
  const { at, after, left } = next;
  const written: Written = {
    ...{ q: digest(text), e: epoch, a: at },
    ...(after !== undefined && { k: after }),
    ...(left !== undefined && { l: left }),
  };
  return Buffer.from(JSON.stringify(written)).toString('base64url');
}

/** Throws HubError 400. */
export function readContinuation(epoch: string, text: string, token: string): Continuation {
  const written = decode(token);
  if (written === undefined) throw argumentInvalid('x-ms-continuation is not a token of this hub');
  if (written.q !== digest(text)) throw argumentInvalid('x-ms-continuation belongs to another query text');
  if (written.e !== epoch)
    throw argumentInvalid('x-ms-continuation is from before the hub started, run the query anew');
  return { at: written.a, after: written.k, left: written.l };
}

function decode(token: string): Written | undefined {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64url').toString()) as Partial<Written> | null;
    const isWhole =
      typeof value?.q === 'string' && typeof value.e === 'string' && Number.isSafeInteger(value.a) && value.a! >= 0;
    const isOptional = (optional: unknown, type: string) => optional === undefined || typeof optional === type;
    return isWhole && isOptional(value.k, 'string') && isOptional(value.l, 'number') ? (value as Written) : undefined;
  } catch {
    return undefined;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
