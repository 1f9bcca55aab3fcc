import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');

/** What a folder may import from, besides itself. `README.md`, "The map". */
const below: Record<string, readonly string[]> = {
  lib: [],
  twin: ['lib'],
  query: ['lib'],
  hub: ['twin', 'query', 'lib'],
  clients: ['twin', 'lib'],
  hooks: ['clients', 'twin', 'lib'],
  tui: ['hooks', 'query', 'twin', 'lib'],
  cli: ['tui', 'hooks', 'clients', 'hub', 'query', 'twin', 'lib'],
  'main.ts': ['cli', 'lib'],
  // Makes the package of all others, and runs none of them.
  build: ['lib'],
};

/** The screen names the shapes that the hooks hand it; the clients' code stays out of reach. */
const typesBelow: Record<string, readonly string[]> = { tui: ['clients'] };

/** Every package that is imported, and the only rooms, a folder or one inside it, in which it may be. */
const packages: readonly { readonly name: RegExp; readonly rooms: readonly string[] }[] = [
  { name: /^ink$/, rooms: ['tui'] },
  { name: /^react(\/.*)?$/, rooms: ['hooks', 'tui'] },
  { name: /^azure-/, rooms: ['clients'] },
  { name: /^(mqtt-packet|ws|@peculiar\/x509|reflect-metadata)$/, rooms: ['hub'] },
  { name: /^commander$/, rooms: ['cli'] },
  { name: /^@azure\/identity$/, rooms: ['cli/login'] },
  { name: /^string-width$/, rooms: ['lib'] },
  { name: /^esbuild$/, rooms: ['build'] },
];

type Import = { readonly file: string; readonly specifier: string; readonly typeOnly: boolean };

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name));
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8');
  const statement = /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;
  return [...text.matchAll(statement)].map(match => ({
    file,
    specifier: match[2] ?? match[3]!,
    typeOnly: match[1] !== undefined,
  }));
}

function target({ file, specifier }: Import): string {
  return relative(src, resolve(src, dirname(file), specifier));
}

const room = (file: string): string => file.split('/')[0]!;

function mayImport(from: string, to: string, typeOnly: boolean): boolean {
  return from === to || below[from]?.includes(to) === true || (typeOnly && typesBelow[from]?.includes(to) === true);
}

describe('the storeys of the house', () => {
  it('finds sources to look at', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(20);
  });

  it('lets a file import only from storeys below its own', () => {
    const wrong = imports
      .filter(({ specifier }) => specifier.startsWith('.'))
      .filter(entry => !mayImport(room(entry.file), room(target(entry)), entry.typeOnly))
      .map(entry => `${entry.file} imports ${target(entry)}`);
    expect(wrong).toEqual([]);
  });

  it('keeps each package in its room, and has none without one', () => {
    const wrong = imports
      .filter(({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .filter(({ file, specifier }) => {
        const rule = packages.find(({ name }) => name.test(specifier));
        return rule === undefined || !rule.rooms.some(place => file.startsWith(`${place}/`));
      })
      .map(({ file, specifier }) => `${file} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  it('keeps the pure storeys away from files, sockets, clocks and chance', () => {
    const impure = /'node:(?!buffer|util)|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.(?!stdout)/;
    const wrong = files
      .filter(file => /^(twin|query)\//.test(file))
      .filter(file => impure.test(readFileSync(join(src, file), 'utf8')));
    expect(wrong).toEqual([]);
  });

  it('has no barrels and no default exports', () => {
    expect(files.filter(file => /(^|\/)index\.tsx?$/.test(file))).toEqual([]);
    // The build edits packages that have some: they stand in its texts.
    const own = files.filter(file => room(file) !== 'build');
    expect(own.filter(file => /^export default/m.test(readFileSync(join(src, file), 'utf8')))).toEqual([]);
  });

  it('has no cycles of values', () => {
    const graph = new Map<string, string[]>();
    for (const entry of imports) {
      if (entry.typeOnly || !entry.specifier.startsWith('.')) continue;
      graph.set(entry.file, [...(graph.get(entry.file) ?? []), target(entry)]);
    }
    expect(findCycle(graph)).toBeUndefined();
  });
});

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    done.add(file);
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle) return cycle;
    }
    return undefined;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}
