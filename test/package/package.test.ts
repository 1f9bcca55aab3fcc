import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PieceFile } from '../../src/lib/piece-file.ts';
import { type ReadyLine, startNode } from '../helpers/cli.ts';
import { npm as npmIn } from '../helpers/npm.ts';
import { spawnScreen } from '../helpers/pseudo-terminal.ts';
import { expectNoSecrets } from '../helpers/secret-watch.ts';

const root = resolve(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'twin-tui-package-'));
const folder = join(scratch, 'install');
const installed = join(folder, 'node_modules/twin-tui');
const main = join(installed, 'dist/main.cjs');
let packed: { readonly filename: string; readonly size: number; readonly unpackedSize: number };

const npm = (cwd: string, ...parameters: readonly string[]) => npmIn(scratch, cwd, ...parameters);

/** What a program of the package's Node prints, which is none of the hub's secrets. */
function run(node: string, parameters: readonly string[], cwd = folder): string {
  const { PATH = '' } = process.env;
  const env = { PATH: `${dirname(node)}${delimiter}${PATH}`, HOME: scratch };
  const { status, stdout, stderr, error } = spawnSync(node, parameters, {
    cwd,
    encoding: 'utf8',
    env,
    timeout: 60_000,
  });
  expect({ status, stderr, error }).toEqual({ status: 0, stderr: '', error: undefined });
  expectNoSecrets({ parameters, output: () => stdout });
  return stdout;
}

beforeAll(() => {
  // The lines of the build come before npm's own.
  const told = npm(root, 'pack', '--json', '--pack-destination', scratch);
  packed = JSON.parse(told.slice(told.indexOf('[\n')))[0];
  mkdirSync(folder);
  npm(folder, 'init', '--yes');
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', join(scratch, packed.filename));
}, 120_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the packed tarball', () => {
  it('is small, and brings nothing else along', () => {
    expect(packed.size).toBeLessThan(2 * 1024 * 1024);
    expect(packed.unpackedSize).toBeLessThan(8 * 1024 * 1024);
    expect(readdirSync(join(folder, 'node_modules')).filter(name => !name.startsWith('.'))).toEqual(['twin-tui']);
    const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect(dependencies).toBeUndefined();
  });

  it('is of few files, and its program of ASCII, as it is read: signs in regular expressions were lost otherwise', () => {
    expect(readdirSync(join(installed, 'dist')).length).toBeLessThan(12);
    expect(readFileSync(join(installed, 'dist/program.pieces')).every(byte => byte < 0x80)).toBe(true);
  });

  it('has the notices of what is inside, and no source maps', () => {
    const notices = readFileSync(join(installed, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['azure-iothub', 'azure-iot-device', 'ink', 'react', 'mqtt-packet', 'yoga-layout']) {
      expect(notices).toContain(`\n${name} `);
    }
    expect(readdirSync(join(installed, 'dist')).filter(name => name.endsWith('.map'))).toEqual([]);
  });

  it('has a bill of materials that names what the notices name', () => {
    const bill = JSON.parse(readFileSync(join(installed, 'dist/sbom.json'), 'utf8')) as {
      readonly bomFormat: string;
      readonly components: readonly { readonly name: string; readonly version: string; readonly purl: string }[];
    };
    const notices = readFileSync(join(installed, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(bill.bomFormat).toBe('CycloneDX');
    expect(bill.components.length).toBeGreaterThan(50);
    expect(bill.components.filter(({ name, version }) => !notices.includes(`\n${name} ${version} `))).toEqual([]);
  });

  it('runs by the name npx gives it', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(npm(folder, 'exec', '--offline', '--', 'twin-tui', '--version')).toBe(`${version}\n`);
  });

  it('loads nothing of the screen for a query, nothing of the SDKs for the hub or for the first frame', () => {
    const file = new PieceFile(join(installed, 'dist/program.pieces'));
    const loaded = (piece: string, seen = new Set<string>()): string => {
      if (seen.has(piece)) return '';
      seen.add(piece);
      const text = file.read(piece);
      // A late import stands in a function of its own.
      const imports = [...text.matchAll(/(?<!=>[\w$]*\(?)require\("\.\/([\w-]+\.cjs)"\)/g)];
      return text + imports.map(([, name]) => loaded(name!, seen)).join('');
    };
    const whole = (name: string) =>
      file.names
        .filter(piece => new RegExp(`^${name}-[A-Z0-9]{8}\\.cjs$`).test(piece))
        .map(piece => loaded(piece))
        .join('');
    expect(whole('query')).toContain('azure-iot-http-base');
    expect(whole('query')).not.toContain('react-reconciler');
    expect(whole('start')).toContain('react');
    expect(whole('start')).not.toContain('azure-iot-http-base');
    expect(whole('hub')).toContain('SharedAccessSignature');
    expect(whole('hub')).not.toContain('azure-iot-http-base');
    expect(statSync(main).size).toBeLessThan(30_000);
  });

  it('has declarations that a program compiles against, strictly', () => {
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')];
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', ...types];
    // The same program as an ES module and as a CommonJS one.
    for (const name of ['program.mts', 'program.cts']) {
      copyFileSync(join(import.meta.dirname, 'program.mts'), join(folder, name));
      expect(run(process.execPath, [compiler, ...options, join(folder, name)])).toBe('');
    }
  });

  it('has nothing that publint would suggest', async () => {
    const tarball = new Uint8Array(readFileSync(join(scratch, packed.filename))).buffer;
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map(message => formatMessage(message, pkg))).toEqual([]);
  });

  it('has types that are right for every way of resolving them, by arethetypeswrong without a profile', async () => {
    const tarball = new Uint8Array(readFileSync(join(scratch, packed.filename)));
    const result = await checkPackage(createPackageFromTarballData(tarball));
    expect(result).toMatchObject({ types: { kind: 'included' }, problems: [] });
    const resolutions = 'entrypoints' in result ? result.entrypoints['./hub']?.resolutions : undefined;
    expect(Object.keys(resolutions ?? {})).toEqual(['node10', 'node16-cjs', 'node16-esm', 'bundler']);
  });
});

const others = (process.env.TWIN_TUI_NODES ?? '').split(delimiter).filter(path => path !== '');
const nodes = [process.execPath, ...others];

describe.each(nodes)('installed, under %s', node => {
  const isThere = existsSync(node);
  const name = createHash('sha256').update(node).digest('hex').slice(0, 8);

  it('is there to be tried', () => {
    expect(isThere, `${node}, of TWIN_TUI_NODES, exists`).toBe(true);
  });

  it.skipIf(!isThere)('prints its version', () => {
    expect(run(node, [main, '--version'])).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.skipIf(!isThere)('runs a hub, which other commands query', async () => {
    const dataDir = join(scratch, `hub-${name}`);
    const ports = ['--mqtt-port', '0', '--https-port', '0'];
    const hub = startNode([main, 'hub', '--json', ...ports, '--data-dir', dataDir], { node, cwd: folder });
    try {
      const line = await new Promise<string>(done => createInterface({ input: hub.stdout! }).once('line', done));
      expect((JSON.parse(line) as ReadyLine).event).toBe('ready');
      const local = ['--local', '--data-dir', dataDir];
      run(node, [main, 'device', 'create', 'dev1', ...local]);
      expect(run(node, [main, 'query', 'SELECT deviceId FROM devices', ...local])).toBe('{"deviceId":"dev1"}\n');
    } finally {
      const ended = new Promise(done => hub.once('exit', done));
      hub.kill('SIGTERM');
      expect(await ended).toBe(0);
    }
  });

  it.skipIf(!isThere)(
    'shows the screen, the device online, and leaves the terminal as it was',
    async () => {
      const parameters = ['--local', '--data-dir', join(scratch, `screen-${name}`)];
      const screen = spawnScreen({ node, main, cwd: folder, parameters });
      try {
        await screen.waitFor('● online', 30);
        screen.press('q');
        expect(await screen.ended).toBe(0);
        expectNoSecrets({ parameters, output: screen.output });
        expect(screen.output().lastIndexOf('\u001b[?1049l')).toBeGreaterThan(
          screen.output().lastIndexOf('\u001b[?1049h'),
        );
      } finally {
        screen.kill('SIGKILL');
        screen.dispose();
      }
    },
    60_000,
  );

  it.skipIf(!isThere).each(['hubs.mjs', 'hubs.cjs'])(
    'runs its hub in another program, %s, and lets that end by itself',
    file => {
      copyFileSync(join(import.meta.dirname, file), join(folder, file));
      expect(run(node, [join(folder, file)])).toBe('20 hubs\n');
    },
  );
});

it.skipIf(others.length > 0)('other versions of Node are tried where TWIN_TUI_NODES names their binaries', context => {
  context.skip('TWIN_TUI_NODES is not set');
});
