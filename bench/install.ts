import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
/** What the program would have installed without a bundle. */
const inside = ['azure-iothub', 'azure-iot-device', 'azure-iot-device-mqtt', 'ink', 'react', 'aedes'];

type Measured = { readonly seconds: number; readonly megabytes: number; readonly files: number };
type Side = { readonly name: string; readonly packages: readonly string[]; readonly cache: string };

/**
 * What `npm install` of the packed program takes beside that of the packages inside it, into an empty folder each.
 * First with an empty cache, from the registry, once; then `--offline` from the cache that filled, `--rounds <n>` times
 * (3 unless said), medians. The tarball is local: its download, below 2 MB, is in neither. Build first.
 */
export async function run(args: readonly string[]): Promise<void> {
  const rounds = Number(args[args.indexOf('--rounds') + 1]) || 3;
  const scratch = mkdtempSync(join(tmpdir(), 'twin-tui-bench-'));
  try {
    const sides: readonly Side[] = [
      { name: `${inside.join(', ')}`, packages: versioned(), cache: join(scratch, 'unbundled-cache') },
      { name: 'twin-tui, packed', packages: [packed(scratch)], cache: join(scratch, 'packed-cache') },
    ];
    report(
      'with an empty cache',
      sides,
      sides.map(side => install(side, join(scratch, 'folder'))),
    );
    const times = sides.map((): Measured[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [index, side] of sides.entries())
        times[index]!.push(install(side, join(scratch, 'folder'), '--offline'));
    }
    report(`offline, from a filled cache, medians of ${rounds}`, sides, times.map(middle));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** As the lock file has them. */
function versioned(): readonly string[] {
  return inside.map(name => {
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
    return `${name}@${version}`;
  });
}

function packed(folder: string): string {
  const parameters = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(execFileSync('npm', parameters, { cwd: root, encoding: 'utf8', stdio: quiet }));
  return join(folder, filename);
}

const quiet: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];

function install({ packages, cache }: Side, folder: string, ...options: readonly string[]): Measured {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  execFileSync('npm', ['init', '--yes'], { cwd: folder, stdio: quiet });
  const parameters = ['install', '--no-audit', '--no-fund', '--cache', cache, ...options, ...packages];
  const start = performance.now();
  execFileSync('npm', parameters, { cwd: folder, stdio: quiet });
  const seconds = (performance.now() - start) / 1000;
  return { seconds, ...sizeOf(join(folder, 'node_modules')) };
}

function sizeOf(folder: string): { readonly megabytes: number; readonly files: number } {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => lstatSync(join(folder, name)));
  // As they lie on the disk, in whole blocks.
  const bytes = entries.reduce((sum, { blocks }) => sum + blocks * 512, 0);
  return { megabytes: bytes / 1_000_000, files: entries.filter(entry => entry.isFile()).length };
}

function middle(all: readonly Measured[]): Measured {
  return [...all].sort((a, b) => a.seconds - b.seconds)[Math.floor((all.length - 1) / 2)]!;
}

function report(how: string, sides: readonly Side[], [unbundled, own]: readonly Measured[]): void {
  console.log(`npm install ${how}`);
  for (const [index, { seconds, megabytes, files }] of [unbundled!, own!].entries()) {
    const figures = `${seconds.toFixed(2).padStart(7)} s ${megabytes.toFixed(1).padStart(7)} MB ${String(files).padStart(6)} files`;
    console.log(`  ${figures}   ${sides[index]!.name}`);
  }
  const ratio = (of: (measured: Measured) => number) => (of(unbundled!) / of(own!)).toFixed(1);
  console.log(
    `  1/${ratio(side => side.seconds)} of the time, 1/${ratio(side => side.megabytes)} of the megabytes   goal 1/30`,
  );
}
