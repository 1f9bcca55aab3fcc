import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders } from './notices.ts';

/**
 * A bill of materials in CycloneDX 1.6 of every package that a bundle's inputs come from, as JSON text. Nothing in it
 * changes from build to build: the serial number is made of the components.
 */
export function billOfMaterials(root: string, inputs: readonly string[]): string {
  const own = readManifest(root);
  const components = packageFolders(inputs)
    .map(folder => componentOf(readManifest(join(root, folder))))
    .toSorted((one, other) => (one.purl < other.purl ? -1 : 1));
  const digest = createHash('sha256').update(JSON.stringify(components)).digest('hex');
  const serial = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${serial}`,
    version: 1,
    metadata: { component: { ...componentOf(own), type: 'application' } },
    components,
  };
  return `${JSON.stringify(bill)}\n`;
}

type Manifest = { readonly name: string; readonly version: string; readonly license?: string };

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function componentOf({ name, version, license }: Manifest) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    ...(license !== undefined && { licenses: [{ expression: license }] }),
  };
}
