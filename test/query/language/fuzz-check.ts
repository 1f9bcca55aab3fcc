import { complete } from '../../../src/query/completion/complete.ts';
import { learnCatalogue } from '../../../src/query/completion/learn-catalogue.ts';
import { highlight } from '../../../src/query/language/highlight.ts';
import { parseCondition, parseQuery } from '../../../src/query/language/parser.ts';
import { printLocation } from '../../../src/query/language/print-location.ts';
import { applyFix, QuerySyntaxError } from '../../../src/query/language/syntax-error.ts';
import { printQuery, printTargetCondition } from './print-query.ts';

const catalogue = learnCatalogue();
catalogue.learn({ tags: { a: 1, group: { b: 'x' } }, properties: { desired: { fw: '1' } } });

/** Does with a text all that the language can. Throws where something other than a refusal comes out. */
export function fuzzCheck(text: string): 'read' | 'refused' {
  checkHighlight(text);
  complete(text, Math.floor(text.length / 2), catalogue);
  checkRoundTrip(text, parseCondition, printTargetCondition);
  return checkRoundTrip(text, parseQuery, printQuery);
}

function checkHighlight(text: string): void {
  let end = 0;
  for (const { span } of highlight(text)) {
    const between = text.slice(end, span.start);
    if (span.start < end || span.end <= span.start || between.trim() !== '') throw new Error(`bad spans in ${text}`);
    end = span.end;
  }
}

function checkRoundTrip<T>(text: string, parse: (text: string) => T, print: (tree: T) => string): 'read' | 'refused' {
  let tree: T;
  try {
    tree = parse(text);
  } catch (error) {
    if (!(error instanceof QuerySyntaxError)) throw error;
    checkProblems(text, error);
    return 'refused';
  }
  const printed = print(tree);
  const again = parse(printed);
  if (meaning(again) !== meaning(tree)) throw new Error(`${text} prints as ${printed}, which means something else`);
  if (print(again) !== printed) throw new Error(`${text} prints as ${printed}, that as ${print(again)}`);
  return 'read';
}

/** The tree without what the way of writing decides. */
function meaning(tree: unknown): string {
  return JSON.stringify(tree, (key, value: unknown) => {
    if (key === 'span' || key === 'bracketed') return undefined;
    return value === undefined || Object.is(value, -0) ? String(value) : value;
  });
}

function checkProblems(text: string, { problems }: QuerySyntaxError): void {
  if (problems.length === 0) throw new Error(`no problem in ${text}`);
  for (const problem of problems) {
    const { start, end } = problem.span;
    if (start < 0 || end < start || end > text.length) throw new Error(`${problem.message} is outside of ${text}`);
    if (problem.message.includes(';')) throw new Error(`a semicolon in ${problem.message}`);
    if (problem.fix !== undefined && applyFix(text, problem.fix) === text)
      throw new Error(`a fix without effect: ${text}`);
    const lines = printLocation(text, problem, 40).split('\n');
    if (lines.length !== 2 || lines.some(line => [...line].length > 40))
      throw new Error(`too wide: ${lines.join('\n')}`);
  }
}
