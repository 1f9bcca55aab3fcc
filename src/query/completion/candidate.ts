import type { Span } from '../language/ast.ts';

export type CandidateKind =
  | 'keyword'
  | 'collection'
  | 'function'
  | 'aggregate'
  /** What the hub itself writes: deviceId, status, … */
  | 'member'
  /** Learned from twins. */
  | 'path'
  | 'value'
  | 'operator';

/** An offer before it is known what it takes the place of. */
export type Offer = {
  /** What the menu shows, and what is compared with what was typed. */
  readonly label: string;
  readonly insert: string;
  readonly kind: CandidateKind;
  /** Signature, type or explanation; may be empty. */
  readonly detail: string;
  /** In how many twins it was seen. */
  readonly count?: number;
};

export type Candidate = Offer & {
  /** What `insert` takes the place of. */
  readonly span: Span;
};

export type Completion = { readonly candidates: readonly Candidate[]; readonly span: Span };
