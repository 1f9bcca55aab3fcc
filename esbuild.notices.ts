import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licence texts of every package that a bundle's inputs come from, identical ones once. Throws when one has none. */
export function thirdPartyNotices(root: string, inputs: readonly string[]): string {
  const byText = new Map<string, string[]>();
  for (const folder of packageFolders(inputs)) {
    const { name, text } = readPackage(join(root, folder));
    byText.set(text, [...(byText.get(text) ?? []), name]);
  }
  const sections = [...byText].map(([text, names]) => `${[...new Set(names)].join('\n')}\n\n${text}`);
  return `twin-tui contains these packages.\n\n${sections.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
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
