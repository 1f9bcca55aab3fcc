import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printConformance } from '../../../src/hub/conformance/print-conformance.ts';
import { rules } from '../../../src/hub/conformance/rules.ts';

const top = resolve(import.meta.dirname, '../../..');

/** The names of the tests in a file: titles in code, names of scenarios in data. */
function namesIn(path: string): readonly string[] {
  const file = resolve(top, path);
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  if (path.endsWith('.json')) return (JSON.parse(text) as { name: string }[]).map(({ name }) => name);
  const title =
    /\b(?:it|describe|test)(?:\.each\([\s\S]*?\))?\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`)/g;
  const rows = /\bname: '((?:[^'\\]|\\.)*)'/g;
  return [...text.matchAll(title), ...text.matchAll(rows)].map(match => match[1] ?? match[2] ?? match[3] ?? '');
}

/** A title that is put together is named by its beginning. */
const names = (name: string, title: string) =>
  title === name || (title.includes('${') && title.slice(0, title.indexOf('${')).startsWith(name));

const testOf = (test: string) => {
  const colon = test.indexOf(': ');
  return { path: test.slice(0, colon), name: test.slice(colon + 2) };
};

describe('the conformance list', () => {
  it('names for every rule a test that exists', () => {
    const missing = rules
      .map(({ id, test }) => ({ id, ...testOf(test) }))
      .filter(({ path, name }) => !namesIn(path).some(title => names(name, title)))
      .map(({ id, path, name }) => `${id}: ${path} has no test '${name}'`);
    expect(missing).toEqual([]);
  });

  it('has every id once', () => {
    const ids = rules.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('is printed for people and as JSON, every rule of it', () => {
    const text = printConformance('text');
    expect(rules.filter(({ rule, test }) => !text.includes(rule) || !text.includes(test))).toEqual([]);
    expect(JSON.parse(printConformance('json'))).toEqual(rules);
  });
});
