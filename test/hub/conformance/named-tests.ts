import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createVitest } from 'vitest/node';
import type { ConformanceRule } from '../../../src/hub/conformance/rule.ts';

const top = resolve(import.meta.dirname, '../../..');

/** The rules whose test does not exist or never runs, each with what is wrong. */
export async function rulesWithoutTest(rules: readonly ConformanceRule[]): Promise<readonly string[]> {
  const named = rules.map(({ id, test }) => ({ id, ...partsOf(test) }));
  const titles = await titlesIn([...new Set(named.map(({ path }) => path))]);
  return named.flatMap(({ id, path, name }) => {
    const known = titles.get(path);
    if (known === undefined) return [`${id}: there is no ${path}`];
    return known.some(title => means(name, title)) ? [] : [`${id}: ${path} has no test '${name}' that runs`];
  });
}

function partsOf(test: string): { readonly path: string; readonly name: string } {
  const colon = test.indexOf(': ');
  return { path: test.slice(0, colon), name: test.slice(colon + 2) };
}

/** A title that is put together is named by its beginning. */
const means = (name: string, title: string) =>
  title === name || (title.includes('${') && name !== '' && title.slice(0, title.indexOf('${')).startsWith(name));

/** Titles of the tests that run, by file: of code as the runner parses it, of scenarios their names. */
async function titlesIn(paths: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const titles = new Map<string, readonly string[]>();
  for (const path of paths.filter(path => path.endsWith('.json'))) {
    const scenarios = JSON.parse(readFileSync(resolve(top, path), 'utf8')) as readonly { readonly name: string }[];
    titles.set(
      path,
      scenarios.map(({ name }) => name),
    );
  }
  const code = paths.filter(path => !path.endsWith('.json'));
  return new Map([...titles, ...(await titlesInCode(code))]);
}

async function titlesInCode(paths: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  // Without a path the runner would take every file.
  if (paths.length === 0) return new Map();
  const vitest = await createVitest('test', { watch: false, root: top });
  try {
    const specifications = await vitest.getRelevantTestSpecifications([...paths]);
    const modules = await vitest.experimental_parseSpecifications(specifications);
    return new Map(
      modules.map(module => {
        const running = [...module.children.allTests()].filter(({ options }) => options.mode === 'run');
        const path = module.moduleId.slice(top.length + 1);
        return [path, running.flatMap(({ name }) => [name, ...namesInData(name, path)])];
      }),
    );
  } finally {
    await vitest.close();
  }
}

/** Where the title is a variable, the tests have the names of the file's rows. */
function namesInData(title: string, path: string): readonly string[] {
  if (title !== 'name') return [];
  const rows = /\bname: (?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g;
  return [...readFileSync(resolve(top, path), 'utf8').matchAll(rows)].map(match => match[1] ?? match[2] ?? '');
}
