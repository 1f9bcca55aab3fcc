/**
 * The tree of a query. Every node knows where it stands in the text, so that errors, highlighting and completion can
 * point at it. Grammar: README.md beside this file's folder; facts: hub-reference.md section 5.2.
 */

/** Half-open range of UTF-16 offsets into the query text. */
export type Span = { readonly start: number; readonly end: number };

export type CollectionName = 'devices' | 'devices.modules' | 'devices.jobs';

export type Query = {
  readonly kind: 'query';
  readonly span: Span;
  readonly top: number | undefined;
  readonly select: Selection;
  readonly from: CollectionName;
  readonly where: Condition | undefined;
  readonly groupBy: readonly Path[];
};

export type Selection =
  | { readonly kind: 'all'; readonly span: Span }
  | { readonly kind: 'items'; readonly span: Span; readonly items: readonly SelectItem[] };

export type SelectItem = {
  readonly kind: 'item';
  readonly span: Span;
  readonly value: Path | Aggregate;
  readonly alias: string | undefined;
};

export type AggregateName = 'COUNT' | 'AVG' | 'SUM' | 'MIN' | 'MAX';

export type Aggregate = {
  readonly kind: 'aggregate';
  readonly span: Span;
  readonly name: AggregateName;
  /** Absent for COUNT() and only for it. */
  readonly path: Path | undefined;
};

/** A member of a row, the collection prefix taken off and system members in their canonical case. */
export type Path = {
  readonly kind: 'path';
  readonly span: Span;
  readonly segments: readonly Segment[];
};

export type Segment = { readonly name: string; readonly bracketed: boolean; readonly span: Span };

export type Constant = {
  readonly kind: 'constant';
  readonly span: Span;
  /** `undefined` is a constant of the language, too. */
  readonly value: string | number | boolean | null | undefined;
};

export type ArrayLiteral = {
  readonly kind: 'array';
  readonly span: Span;
  readonly items: readonly (Constant | ArrayLiteral)[];
};

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

export type Condition =
  | Path
  | Constant
  | ArrayLiteral
  | { readonly kind: 'and' | 'or'; readonly span: Span; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly span: Span; readonly operand: Condition }
  | {
      readonly kind: 'comparison';
      readonly span: Span;
      readonly operator: ComparisonOperator;
      readonly left: Condition;
      readonly right: Condition;
    }
  | {
      readonly kind: 'in';
      readonly span: Span;
      readonly negated: boolean;
      readonly left: Condition;
      readonly list: ArrayLiteral;
    }
  | {
      readonly kind: 'arithmetic';
      readonly span: Span;
      readonly operator: ArithmeticOperator;
      readonly left: Condition;
      readonly right: Condition;
    }
  | { readonly kind: 'negate'; readonly span: Span; readonly operand: Condition }
  | {
      readonly kind: 'call';
      readonly span: Span;
      readonly name: FunctionName;
      readonly arguments: readonly Condition[];
    };

export type FunctionName =
  | 'IS_DEFINED'
  | 'IS_NULL'
  | 'IS_BOOL'
  | 'IS_NUMBER'
  | 'IS_STRING'
  | 'IS_OBJECT'
  | 'IS_PRIMITIVE'
  | 'STARTSWITH'
  | 'ENDSWITH'
  | 'ARRAY_CONTAINS';

/** What a job or a configuration carries: only the part after WHERE. `*` is `undefined`: everything. */
export type TargetCondition = { readonly from: 'devices' | 'devices.modules'; readonly where: Condition | undefined };
