import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The terms of every package that a bundle's inputs come from: equal terms once, with all who hold a copyright. Throws
 * when a package has none.
 */
export function thirdPartyNotices(root: string, inputs: readonly string[]): string {
  const byTerms = new Map<string, { readonly text: string; readonly owners: readonly string[] }>();
  for (const folder of packageFolders(inputs)) {
    const { name, text } = readPackage(join(root, folder));
    const { terms, copyrights } = takenApart(text);
    const key = terms.replace(/\s+/g, ' ');
    const { text: first, owners } = byTerms.get(key) ?? { text: terms, owners: [] };
    byTerms.set(key, { text: first, owners: [...owners, [name, ...copyrights].join('\n  ')] });
  }
  const sections = [...byTerms.values()].map(({ text, owners }) => `${[...new Set(owners)].join('\n')}\n\n${text}`);
  return `twin-tui contains these packages.\n\n${sections.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** Most packages have the same terms, which differ in who holds the copyright alone. */
function takenApart(text: string): { readonly terms: string; readonly copyrights: readonly string[] } {
  const isCopyright = (line: string) => /^\s*(copyright\s+(\(c\)|©|\d)|\(c\)\s|©)/i.test(line);
  const lines = text.split('\n');
  const terms = lines
    .filter(line => !isCopyright(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { terms, copyrights: lines.filter(isCopyright).map(line => line.trim()) };
}

/** Each once, in the order of their names. */
export function packageFolders(inputs: readonly string[]): readonly string[] {
  const folders = inputs.flatMap(path => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

function readPackage(folder: string): { readonly name: string; readonly text: string } {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const name = `${manifest.name} ${manifest.version} (${manifest.license ?? 'licence in its text'})`;
  const files = readdirSync(folder).filter(file => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map(file => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length > 0) return { name, text: texts.join('\n\n') };
  if (manifest.license === undefined) throw new Error(`${name} says nothing of its licence`);
  const author = typeof manifest.author === 'string' ? manifest.author : (manifest.author?.name ?? 'its authors');
  return { name, text: `Licence: ${manifest.license}. Copyright: ${author}.` };
}

type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
};
