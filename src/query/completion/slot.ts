import type { CollectionName } from '../language/ast.ts';
import { type FunctionDescription, findAggregate, findFunction } from '../language/functions.ts';
import { constantValues } from '../language/keywords.ts';
import type { Unit } from './units.ts';

/** What the grammar lets stand at a place. */
export type Slot =
  | 'query'
  | 'firstItem'
  | 'item'
  | 'afterItem'
  | 'afterAll'
  | 'alias'
  | 'number'
  | 'collection'
  | 'afterCollection'
  | 'operand'
  | 'afterOperand'
  | 'value'
  | 'afterPredicate'
  | 'list'
  | 'listValue'
  | 'afterListValue'
  | 'argument'
  | 'afterArgument'
  | 'aggregateArgument'
  | 'by'
  | 'group'
  | 'afterGroup'
  | 'nothing';

export type Place = {
  readonly slot: Slot;
  /** Undefined until the query names it. */
  readonly collection: CollectionName | undefined;
  /** The member a value is compared with. */
  readonly operand: readonly string[] | undefined;
  readonly call: FunctionDescription | undefined;
  readonly argument: number;
  /** Parentheses to be closed. */
  readonly open: number;
  /** Members named in SELECT, which are the likely ones to group by. */
  readonly selected: readonly (readonly string[])[];
};

type Frame = { readonly kind: 'group' | 'call' | 'aggregate'; readonly call?: FunctionDescription | undefined };

/** Steps over what stands before the cursor. Takes anything: what makes no sense leaves the place as it is. */
export function placeAfter(
  units: readonly Unit[],
  collection: CollectionName | undefined,
  start: Slot = 'query',
): Place {
  const walk = new Walk(start);
  for (const unit of units) walk.step(unit);
  const frame = walk.frames.at(-1);
  return {
    slot: walk.slot,
    collection,
    operand: walk.operand,
    call: frame?.call,
    argument: walk.argument,
    open: walk.frames.length,
    selected: walk.selected,
  };
}

const afterKeyword: Readonly<Record<string, Slot>> = {
  SELECT: 'firstItem',
  TOP: 'number',
  AS: 'alias',
  FROM: 'collection',
  WHERE: 'operand',
  AND: 'operand',
  OR: 'operand',
  NOT: 'operand',
  IN: 'list',
  NIN: 'list',
  GROUP: 'by',
  BY: 'group',
};

const afterValue: Partial<Record<Slot, Slot>> = {
  firstItem: 'afterItem',
  item: 'afterItem',
  alias: 'afterItem',
  number: 'item',
  collection: 'afterCollection',
  operand: 'afterOperand',
  value: 'afterPredicate',
  listValue: 'afterListValue',
  argument: 'afterArgument',
  aggregateArgument: 'afterArgument',
  group: 'afterGroup',
};

class Walk {
  slot: Slot;
  operand: readonly string[] | undefined;
  argument = 0;
  readonly frames: Frame[] = [];
  readonly selected: (readonly string[])[] = [];
  #callee: Frame | undefined;

  constructor(start: Slot) {
    this.slot = start;
  }

  step(unit: Unit): void {
    switch (unit.kind) {
      case 'keyword':
        if (/^(FROM|WHERE|GROUP)$/.test(unit.word)) this.frames.length = 0;
        this.slot = afterKeyword[unit.word] ?? this.slot;
        break;
      case 'path':
        this.#stepPath(unit.segments);
        break;
      case 'literal':
        this.slot = afterValue[this.slot] ?? this.slot;
        break;
      case 'mark':
        this.#stepMark(unit.mark);
        break;
    }
  }

  #stepPath(segments: readonly string[]): void {
    const [name = ''] = segments;
    const isItem = this.slot === 'firstItem' || this.slot === 'item';
    const call = segments.length === 1 ? findFunction(name) : undefined;
    const isAggregate = isItem && segments.length === 1 && findAggregate(name) !== undefined;
    this.#callee = isAggregate ? { kind: 'aggregate' } : call === undefined ? undefined : { kind: 'call', call };
    if (isItem && !isAggregate) this.selected.push(segments);
    const isConstant = segments.length === 1 && constantValues.has(name.toUpperCase());
    const isMember = this.slot === 'operand' || (this.slot === 'argument' && this.argument === 0);
    if (isMember && !isConstant) this.operand = segments;
    this.slot = afterValue[this.slot] ?? this.slot;
  }

  #stepMark(mark: string): void {
    if (mark === '(') this.#open();
    else if (mark === ')') this.#close();
    else if (mark === '[') this.slot = 'listValue';
    else if (mark === ']') this.slot = this.frames.at(-1)?.kind === 'call' ? 'afterArgument' : 'afterPredicate';
    else if (mark === ',') this.#comma();
    else if (mark === '*' && this.slot === 'firstItem') this.slot = 'afterAll';
    else if (/^[=<>!]/.test(mark)) this.slot = 'value';
    else if (/^[-+*/%]$/.test(mark) && this.slot === 'afterOperand') this.slot = 'operand';
    else if (/^[-+*/%]$/.test(mark) && this.slot === 'afterPredicate') this.slot = 'value';
  }

  #open(): void {
    const frame = this.#callee ?? { kind: 'group' };
    this.#callee = undefined;
    if (this.slot === 'number') return;
    this.frames.push(frame);
    this.argument = 0;
    this.slot = frame.kind === 'call' ? 'argument' : frame.kind === 'aggregate' ? 'aggregateArgument' : 'operand';
  }

  #close(): void {
    const frame = this.frames.pop();
    if (frame === undefined) return;
    this.slot = frame.kind === 'aggregate' ? 'afterItem' : 'afterPredicate';
  }

  #comma(): void {
    if (this.frames.at(-1)?.kind === 'call' && this.slot !== 'afterListValue') {
      this.argument++;
      this.slot = 'argument';
    } else if (this.slot === 'afterListValue') this.slot = 'listValue';
    else if (this.slot === 'afterItem') this.slot = 'item';
    else if (this.slot === 'afterGroup') this.slot = 'group';
  }
}
