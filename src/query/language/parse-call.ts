import type { Condition } from './ast.ts';
import { foreignFunctions } from './foreign-functions.ts';
import {
  type FunctionDescription,
  findAggregate,
  findFunction,
  functions,
  type Parameter,
  signature,
} from './functions.ts';
import { nearest } from './nearest.ts';
import { describe, panic, type Reader } from './reader.ts';
import type { Token } from './tokens.ts';

/**
 * call = identifier "(" ( cond ( "," cond )* )? ")"
 *
 * `parseCondition` is handed in, as conditions hold calls and calls conditions.
 */
export function parseCall(reader: Reader, parseCondition: (reader: Reader) => Condition): Condition {
  const name = reader.token;
  const description = findFunction(name.text) ?? functionInstead(reader, name);
  reader.next();
  reader.next();
  const values: Condition[] = [];
  while (!reader.atMark(')') && reader.token.kind !== 'end') {
    values.push(reader.nested(() => parseCondition(reader)));
    if (!reader.takeMark(',')) break;
    if (reader.atMark(')')) reader.fail('another argument behind the comma');
  }
  reader.expectMark(')');
  const span = { start: name.span.start, end: reader.previous.span.end };
  checkArguments(reader, description, values, span);
  return { kind: 'call', span, name: description.name, arguments: values };
}

/** The function that was meant by an unknown one; gives up where there is none. */
function functionInstead(reader: Reader, name: Token): FunctionDescription {
  const upper = name.text.toUpperCase();
  const foreign = foreignFunctions.get(upper);
  const meant =
    foreign?.rename ??
    (foreign === undefined
      ? nearest(
          upper,
          functions.map(each => each.name),
        )
      : undefined);
  const message = `Expected a function of twins, found ${describe(name)}`;
  const origin = foreign && `${upper} belongs to ${foreign.from}`;
  if (meant !== undefined) {
    reader.replace(name.span, meant, message, origin ?? `Did you mean ${meant}?`);
    return findFunction(meant)!;
  }
  reader.report({ message, span: name.span, hint: unknownHint(name.text, origin, foreign?.hint) });
  throw panic;
}

function unknownHint(name: string, origin: string | undefined, instead: string | undefined): string {
  if (findAggregate(name) !== undefined) return 'Aggregates stand in SELECT only';
  if (origin !== undefined) return instead === undefined ? origin : `${origin}. ${instead}`;
  return `There are ${functions.map(each => each.name).join(', ')}`;
}

function checkArguments(
  reader: Reader,
  description: FunctionDescription,
  values: readonly Condition[],
  span: Condition['span'],
): void {
  const { parameters } = description;
  if (values.length !== parameters.length) {
    const wanted = parameters.length === 1 ? 'one argument' : `${parameters.length} arguments`;
    const message = `Expected ${wanted}, found ${values.length === 0 ? 'none' : values.length}`;
    reader.report({ message, span, hint: `${signature(description)}, for example ${description.example}` });
    return;
  }
  parameters.forEach((parameter, index) => {
    checkArgument(reader, description, parameter, values[index]!);
  });
}

function checkArgument(
  reader: Reader,
  description: FunctionDescription,
  { name, type }: Parameter,
  value: Condition,
): void {
  const isText = value.kind === 'path' || (value.kind === 'constant' && typeof value.value === 'string');
  const isRight = type === 'any' || (type === 'path' ? value.kind === 'path' : isText);
  if (isRight) return;
  const expected = type === 'path' ? 'a member' : 'a text or a member';
  const found = reader.textOf(value.span).slice(0, 40);
  reader.report({
    message: `Expected ${expected} as '${name}', found ${found}`,
    span: value.span,
    hint: `For example ${description.example}`,
  });
}
