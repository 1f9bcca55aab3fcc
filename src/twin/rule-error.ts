export type TwinRule =
  | 'type'
  | 'key'
  | 'key-length'
  | 'string-length'
  | 'integer'
  | 'number'
  | 'depth'
  | 'null'
  | 'size'
  | 'reserved';

/** A write breaks a rule of hub-reference 2.7. `path` starts at the section, e.g. `properties.desired.a.b`. */
export class TwinRuleError extends Error {
  override readonly name = 'TwinRuleError';
  readonly rule: TwinRule;
  readonly path: readonly string[];

  constructor(rule: TwinRule, path: readonly string[], message: string) {
    super(message);
    this.rule = rule;
    this.path = path;
  }
}
