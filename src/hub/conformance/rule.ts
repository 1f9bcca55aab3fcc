/** How it is known: written down by Microsoft, read from or seen with a client, measured on a real hub, or concluded. */
export type Evidence = 'documentation' | 'sdk' | 'live' | 'inferred';

/** A promise the hub keeps, how it is known, and the test that holds it to it. */
export type ConformanceRule = {
  /** Stable, e.g. `job-unknown`. */
  readonly id: string;
  readonly section: string;
  readonly rule: string;
  readonly evidence: Evidence;
  /** `path: name` of a test, the path from the top of the repository. */
  readonly test: string;
};

/** A row as it is written down: id, rule, evidence, test. */
export type RuleRow = readonly [id: string, rule: string, evidence: Evidence, test: string];

export function section(name: string, rows: readonly RuleRow[]): readonly ConformanceRule[] {
  return rows.map(([id, rule, evidence, test]) => ({ id, section: name, rule, evidence, test }));
}

/** A scenario that is played over HTTPS. */
export function scenario(file: string, name: string): string {
  return `test/fixtures/rest/scenarios/${file}.json: ${name}`;
}
