import { AppError, ExitCode } from '../../lib/errors.ts';
import { escapeUnsafe } from '../../lib/escape.ts';
import type { Span } from './ast.ts';
import { locate } from './locate.ts';

/** A change of the text that can be applied without thinking. */
export type Fix = { readonly span: Span; readonly replacement: string; readonly title: string };

/** What is wrong, before it is known where in which line. */
export type Fault = {
  /** "Expected X, found Y". */
  readonly message: string;
  readonly span: Span;
  /** What to write instead, where the message alone does not say it. */
  readonly hint?: string | undefined;
  readonly fix?: Fix | undefined;
};

/** `line` and `column` count from 1, columns in characters. */
export type Problem = Fault & { readonly line: number; readonly column: number };

/** The text is not a query. `problems` is never empty and is ordered by place. */
export class QuerySyntaxError extends AppError {
  override readonly name = 'QuerySyntaxError';
  readonly text: string;
  readonly problems: readonly Problem[];

  constructor(text: string, faults: readonly [Fault, ...Fault[]]) {
    const problems = [...faults]
      .sort((one, other) => one.span.start - other.span.start)
      .map(fault => ({ ...fault, message: harmless(fault.message), ...locate(text, fault.span.start) }));
    const first = problems[0]!;
    const hint = first.hint ?? (first.fix && inWords(first.fix));
    super(`${first.message} (line ${first.line}, column ${first.column}).`, {
      exitCode: ExitCode.usage,
      ...(hint === undefined ? {} : { hint }),
    });
    this.text = text;
    this.problems = problems;
  }
}

/** A fix for who has no key to take it with. What is put in the place of a word was probably meant. */
function inWords({ title, replacement }: Fix): string {
  const word = title.replace('Write ', '');
  return word !== title && replacement.startsWith(word) ? `Did you mean ${word}?` : title;
}

/** Messages quote the text, go to terminals, and travel in answers where a semicolon ends them. hub-reference 9 */
function harmless(message: string): string {
  return escapeUnsafe(message).replaceAll(';', ',');
}

/** The text with the fix made. */
export function applyFix(text: string, fix: Fix): string {
  return text.slice(0, fix.span.start) + fix.replacement + text.slice(fix.span.end);
}
