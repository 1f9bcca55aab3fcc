import type { ConformanceRule } from './rule.ts';
import { rules } from './rules.ts';

/** The list as `twin-tui hub --conformance` prints it: text for people, or JSON. Ends with a newline. */
export function printConformance(format: 'text' | 'json'): string {
  if (format === 'json') return `${JSON.stringify(rules, undefined, 2)}\n`;
  const sections = [...new Set(rules.map(rule => rule.section))].map(printSection);
  return `${sections.join('\n\n')}\n\n${summary()}\n`;
}

function printSection(name: string): string {
  const rows = rules.filter(rule => rule.section === name).map(printRule);
  return [name, ...rows].join('\n');
}

function printRule({ id, rule, evidence, test }: ConformanceRule): string {
  return `  ${rule}\n    ${id} · ${evidence} · ${test}`;
}

function summary(): string {
  const counts = new Map<string, number>();
  for (const { evidence } of rules) counts.set(evidence, (counts.get(evidence) ?? 0) + 1);
  const parts = [...counts].map(([evidence, count]) => `${count} ${evidence}`);
  return `${rules.length} rules: ${parts.join(', ')}`;
}
