import { highlight, type TokenClass } from '../../../query/language/highlight.ts';
import type { Problem } from '../../../query/language/syntax-error.ts';
import type { Look } from '../../text/row.ts';
import type { Tone } from '../../theme.ts';
import { isExplain, withoutExplain } from '../explain-prefix.ts';
import { isUnfinished } from '../problems.ts';

const tones: Readonly<Partial<Record<TokenClass, Tone>>> = {
  keyword: 'keyword',
  function: 'function',
  collection: 'key',
  string: 'string',
  number: 'number',
  constant: 'constant',
  comment: 'muted',
  wrong: 'bad',
};

/**
 * How the character at a UTF-16 offset looks: its class, underlined where it is wrong. What is wrong only because it is
 * not typed to its end keeps its colour. `cursor` is where the person types; undefined when they do not.
 */
export function styledText(
  text: string,
  problems: readonly Problem[],
  cursor: number | undefined,
): (offset: number) => Look {
  const query = withoutExplain(text);
  const classes = new Array<Tone | undefined>(text.length);
  if (isExplain(text)) classes.fill('keyword', 0, text.search(/explain/i) + 'explain'.length);
  for (const { span, class: name } of highlight(query)) classes.fill(tones[name], span.start, span.end);
  const loud = problems.filter(problem => cursor === undefined || !isUnfinished(text, problem, cursor));
  return offset => {
    const isWrong = loud.some(({ span }) => offset >= span.start && offset < Math.max(span.end, span.start + 1));
    const tone = isWrong ? 'bad' : classes[offset];
    return { ...(tone !== undefined && { tone }), ...(isWrong && { underline: true }) };
  };
}
